import { describe, expect, it } from 'vitest';
import { RestartBudget } from '../../../../electron/main/workers/restart-budget.ts';

describe('the restart budget', () => {
  it('lets the first starts through at once', () => {
    const budget = new RestartBudget(2, 1000);
    expect([budget.take(0), budget.take(1)]).toEqual([0, 0]);
  });

  it('says how long to wait once it is used up', () => {
    const budget = new RestartBudget(2, 1000);
    budget.take(0);
    budget.take(100);
    expect(budget.take(300)).toBe(700);
  });

  it('gives a start back when the oldest one is out of the window', () => {
    const budget = new RestartBudget(2, 1000);
    budget.take(0);
    budget.take(100);
    expect(budget.take(1000)).toBe(0);
  });

  it('does not count a refused start', () => {
    const budget = new RestartBudget(1, 1000);
    budget.take(0);
    budget.take(10);
    budget.take(20);
    expect(budget.take(1000)).toBe(0);
  });
});
