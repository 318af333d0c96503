export { ResultsPlaceContext, useGoToResults } from './place-context.ts';
