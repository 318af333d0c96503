import * as z from 'zod';
import { Flow } from './schema.ts';

/** The JSON Schema of the flow file: what `shared/flow.schema.json` holds, for editors outside the app. */
export function flowJsonSchema(): object {
  const schema = z.toJSONSchema(Flow, { io: 'input', reused: 'ref' });
  return { ...schema, title: 'Runwright flow, version 1' };
}

/** The text of the file, to the last line break. */
export function flowJsonSchemaText(): string {
  return `${JSON.stringify(flowJsonSchema(), null, 2)}\n`;
}
