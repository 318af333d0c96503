export { NewJobDialog } from './new-job-dialog.tsx';
