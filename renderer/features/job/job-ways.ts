import type { JobId } from '../../../shared/ids.ts';
import type { Neighbours } from '../jobs/neighbours.ts';

/** Where one can go from a job. */
export interface JobWays {
  readonly neighbours: Neighbours;
  /** To another job, shown in the same way. */
  readonly onGo: (id: JobId) => void;
  /** From the drawer to the full page, and from there back to the drawer. */
  readonly onTurn: () => void;
  /** Back to the list alone. */
  readonly onClose: () => void;
}
