export { count, type Forms } from '../../shared/texts/count.ts';
