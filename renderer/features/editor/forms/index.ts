export { FlowForm, type FlowFormProps, type FlowPart } from './flow-form.tsx';
export { StepForm, type StepFormProps } from './step-form.tsx';
