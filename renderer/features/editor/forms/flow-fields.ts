import { Flow } from '../../../../shared/flow/schema.ts';
import { type Field, type Shape, shapeOf } from './shape.ts';

/** An object of the flow file that one part of the forms shows. */
export interface FlowSection {
  /** Its key in the flow; null = the flow itself. */
  readonly key: string | null;
  readonly fields: readonly Field[];
}

const { name, description, browser, retry, timeouts, artifacts, holdMinutes } = Flow.shape;

function section(key: string, shape: Shape): FlowSection {
  return { key, fields: shape.kind === 'object' ? shape.fields : [] };
}

/** The sections of each part of the forms; inputs have a form of their own. */
export const FLOW_SECTIONS: Readonly<Record<'about' | 'browser' | 'retry', readonly FlowSection[]>> = {
  about: [
    {
      key: null,
      fields: [
        field('name', 'about.name', shapeOf(name, 'about.name'), true),
        field('description', 'about.description', shapeOf(description, 'about.description'), false),
      ],
    },
  ],
  browser: [section('browser', shapeOf(browser, 'browser'))],
  retry: [
    section('retry', shapeOf(retry, 'retry')),
    section('timeouts', shapeOf(timeouts, 'timeouts')),
    section('artifacts', shapeOf(artifacts, 'artifacts')),
    { key: null, fields: [field('holdMinutes', 'hold.holdMinutes', shapeOf(holdMinutes, 'hold'), false)] },
  ],
};

function field(key: string, at: string, shape: Shape, isRequired: boolean): Field {
  return { key, at, shape, isRequired, preset: undefined };
}
