type Help = { text: string; /** Where it can be put right. */ where?: 'editor' | 'credentials' | 'inbox' | 'fork' };

/** What a person can do about an error, by its code. What the message itself says is not said again. */
const help: Record<string, Help> = {
  'address-refused': { text: 'Call another address, or have an administrator allow this one.', where: 'editor' },
  'http-status': { text: 'Look at the answer below, change the request, then retry. If the other side was only busy, give the step retries in its policy.', where: 'editor' },
  timeout: { text: 'Retry; if it keeps happening raise the step’s timeout, or give it retries in its policy.', where: 'editor' },
  'run-timeout': { text: 'The whole run took longer than the workflow allows. Raise the limit in the workflow’s settings, or find the slow step in the timeline.', where: 'editor' },
  'expression-syntax': { text: 'Correct the expression in the parameter that is named.', where: 'editor' },
  'expression-memory': { text: 'The expression makes too much at once: split the work over several steps.', where: 'editor' },
  'secret-missing': { text: 'Choose a credential for this step, or fill in what it lacks.', where: 'credentials' },
  'credential-missing': { text: 'Choose a credential for this step.', where: 'credentials' },
  'needs-reconnect': { text: 'Connect the credential again.', where: 'credentials' },
  'node-not-run': { text: 'The expression reads a step that has not run on this path. Check for it with $(…).isExecuted, or read another step.', where: 'editor' },
  'workflow-missing': { text: 'The called workflow is gone: choose another one.', where: 'editor' },
  'trigger-missing': { text: 'Give the called workflow a trigger for being called.', where: 'editor' },
  'child-failed': { text: 'Open the child run below: its error is the cause. Retry it, or put its workflow right.' },
  'child-cancelled': { text: 'Somebody cancelled the child run. Retry starts it again.' },
  'unknown-outcome': { text: 'Look on the other side whether it was done, then decide.', where: 'inbox' },
  'limit-reached': { text: 'A limit holds the step. Work on less at once, or have the limit raised, then decide.', where: 'inbox' },
  'attachment-missing': { text: 'Plug a sub-node into the step.', where: 'editor' },
  'node-type-missing': { text: 'This installation has no such step: put another in its place.', where: 'editor' },
  'storage-rejected': { text: 'The server could not keep the data. Tell an administrator, then retry.' },
  'engine-fault': { text: 'This is our fault, not yours. Retry; if it stays, send the code to whoever runs the server.' },
};

const usual: Help = { text: 'Correct the step and go on from it with “Fork”, or retry when the cause has gone by itself.', where: 'editor' };

/** What to do about an error. */
export const helpFor = (code: string): Help => help[code] ?? usual;
