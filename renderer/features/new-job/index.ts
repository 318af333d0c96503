export { FIELD_LOOKS } from './field-looks.ts';
export { InputField } from './input-field.tsx';
export { NewJobDialog } from './new-job-dialog.tsx';
