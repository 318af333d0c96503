import {
  type Icon,
  IconAlertTriangle,
  IconArrowRampRight,
  IconDoorExit,
  IconGitBranch,
  IconLifebuoy,
  IconNotes,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconRepeat,
  IconRotateClockwise,
  IconStack2,
  IconVariable,
} from '@tabler/icons-react';
import type { ControlType } from '../../../shared/flow/control/catalog.ts';

/** The picture of each control step. */
export const CONTROL_ICONS: Readonly<Record<ControlType, Icon>> = {
  if: IconGitBranch,
  forEach: IconStack2,
  repeat: IconRepeat,
  while: IconRotateClockwise,
  break: IconDoorExit,
  continue: IconPlayerSkipForward,
  try: IconLifebuoy,
  callFlow: IconArrowRampRight,
  setVariable: IconVariable,
  log: IconNotes,
  stop: IconPlayerStop,
  fail: IconAlertTriangle,
};
