/** `0, normal`, `10, high`: a priority with its sense. */
export function priorityText(priority: number): string {
  if (priority === 0) return '0, normal';
  return priority > 0 ? `${priority}, taken sooner` : `${priority}, taken later`;
}
