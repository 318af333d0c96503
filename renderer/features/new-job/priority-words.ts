/** What a priority means, in a word. */
export function priorityWord(priority: number): string {
  if (priority <= -5) return 'low';
  if (priority < 0) return 'rather low';
  if (priority === 0) return 'normal';
  return priority < 5 ? 'rather high' : 'high';
}
