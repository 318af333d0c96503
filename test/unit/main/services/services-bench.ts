import { join } from 'node:path';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { type KeyStore, Vault } from '../../../../electron/main/secrets/vault.ts';
import { JobService } from '../../../../electron/main/services/job-service.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import { type QueueBench, queueBench } from '../../../support/queue-bench.ts';
import { tempFolder } from '../../../support/temp-db.ts';

/** A system without a key store: the key lies in a file. */
const NO_STORE: KeyStore = {
  isEncryptionAvailable: () => false,
  encryptString: () => Buffer.alloc(0),
  decryptString: () => '',
};

export interface ServicesBench extends QueueBench {
  readonly vault: Vault;
  readonly jobs: JobService;
  /** Saves a flow with one step and these other parts. */
  save(parts: Record<string, unknown>): FlowId;
}

/** The services over a real queue, vault and flow store. */
export function servicesBench(maxRetries = 3): ServicesBench {
  const bench = queueBench();
  const { folder, remove } = tempFolder();
  const { db, clock, queue } = bench;
  const flows = new FlowStore(db, clock);
  const vault = new Vault(join(folder, 'vault.json'), NO_STORE);
  return {
    ...bench,
    vault,
    jobs: new JobService({
      db,
      queue,
      flows,
      vault,
      clock,
      retry: { max: maxRetries, backoffMs: 1000, jitter: 0 },
    }),
    save(parts) {
      const steps = [{ action: 'goto', url: 'https://example.com' }];
      const parsed = parseFlow({ runwright: 1, name: 'Test', steps, ...parts });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
      return flows.save(parsed.flow, { isExample: false }).summary.id;
    },
    dispose() {
      bench.dispose();
      remove();
    },
  };
}
