import type { PublishDeps } from '../../services/flow-publish.ts';
import { publishDraft } from '../../services/flow-publish.ts';
import type { FlowCallsOf } from './part.ts';

/** What is written in the editor, and its publication. */
export function draftCalls(deps: PublishDeps): FlowCallsOf<`drafts.${string}` | 'flows.publish'> {
  const { drafts } = deps;
  return {
    'drafts.get': ({ flowId }) => ({ draft: drafts.ofFlow(flowId) }),
    'drafts.open': ({ id }) => ({ draft: drafts.get(id) }),
    'drafts.list': () => ({ drafts: drafts.ofNewFlows(), ofFlows: drafts.ofFlows() }),
    'drafts.put': (wish) => drafts.put(wish),
    'drafts.discard': ({ id }) => {
      drafts.discard(id);
      return { done: true };
    },
    'flows.publish': (wish) => publishDraft(deps, wish),
  };
}
