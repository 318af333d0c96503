/**
 * The columns that a flow reads from its rows: every `row.x` within `{{…}}` of its text, in order.
 * A flow without any runs once, without rows.
 */
export function rowColumns(flowText: string): readonly string[] {
  const names = new Set<string>();
  for (const [, expression] of flowText.matchAll(/\{\{(.*?)\}\}/gs)) {
    for (const [, name] of (expression ?? '').matchAll(/(?<![\w.])row\.([A-Za-z_]\w*)/g)) {
      if (name !== undefined) names.add(name);
    }
  }
  return [...names];
}
