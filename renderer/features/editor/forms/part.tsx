import { ChoicePart, ChoicesPart, SwitchPart } from './choice-parts.tsx';
import { EitherPart } from './either-part.tsx';
import type { PartProps } from './form-context.ts';
import { JsonPart } from './json-part.tsx';
import { ListPart } from './list-part.tsx';
import { NumberPart } from './number-part.tsx';
import { ObjectPart } from './object-fields.tsx';
import { OnErrorPart } from './on-error-part.tsx';
import { RecordPart } from './record-part.tsx';
import { fits, type Shape } from './shape.ts';
import { TargetPart } from './target-part.tsx';
import { TextPart } from './text-part.tsx';

/** The control of a value, by its shape. What is not of that shape at all is shown as JSON, so that nothing is hidden or lost. */
export function Part(props: PartProps) {
  const { shape, value } = props;
  if (value !== undefined && isMisfit(shape, value)) return <JsonPart {...props} />;
  switch (shape.kind) {
    case 'text':
      return <TextPart {...props} shape={shape} />;
    case 'number':
      return <NumberPart {...props} shape={shape} />;
    case 'switch':
    case 'flag':
      return <SwitchPart {...props} shape={shape} />;
    case 'choice':
      return <ChoicePart {...props} shape={shape} />;
    case 'choices':
      return <ChoicesPart {...props} shape={shape} />;
    case 'list':
    case 'some':
      return <ListPart {...props} shape={shape} />;
    case 'record':
      return <RecordPart {...props} shape={shape} />;
    case 'object':
      return <ObjectPart {...props} shape={shape} />;
    case 'either':
      return <EitherPart {...props} shape={shape} />;
    case 'target':
      return <TargetPart {...props} shape={shape} />;
    case 'onError':
      return <OnErrorPart {...props} shape={shape} />;
    case 'json':
      return <JsonPart {...props} />;
    case 'constant':
    case 'steps':
      return null;
  }
}

/** A wrong word or number has a field of its own kind still: there it is mended. */
function isMisfit(shape: Shape, value: unknown): boolean {
  if (shape.kind === 'choice' || shape.kind === 'number') {
    return typeof value !== 'string' && value !== null && !fits(shape, value);
  }
  if (shape.kind === 'target') {
    return !Array.isArray(value) || value.some((each) => typeof each !== 'object' || each === null);
  }
  return !fits(shape, value);
}

/** True for a control of several parts, which is a group and not a single field. */
export function isGroup(shape: Shape): boolean {
  switch (shape.kind) {
    case 'text':
    case 'number':
    case 'choice':
    case 'json':
    case 'flag':
      return false;
    case 'switch':
      return shape.orValue;
    default:
      return true;
  }
}
