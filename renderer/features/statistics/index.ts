export { ThroughputStrip } from './throughput-strip.tsx';
