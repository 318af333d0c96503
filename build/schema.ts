import { writeFileSync } from 'node:fs';
import { flowJsonSchemaText } from '../shared/flow/json-schema.ts';

/** `npm run schema`: writes shared/flow.schema.json from the zod schema of the flow file. Run it after every change of an action. */
export async function main(): Promise<number> {
  writeFileSync(new URL('../shared/flow.schema.json', import.meta.url), flowJsonSchemaText());
  return 0;
}
