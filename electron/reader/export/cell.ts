export { type CellValue, cellOf } from '../../../shared/rows/cell.ts';
