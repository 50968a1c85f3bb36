import { useCallback, useEffect, useMemo } from 'react';
import type { Fault, Json } from '@/api/model';
import { CanvasContext } from '@/canvas/actions';
import { useNodeTypes } from '@/canvas/use-types';
import { useEditDispatch, useEditing, useEditStore } from '@/document/hooks';
import { chose, opened, panelOpened, selectDoc } from '@/document/slice';
import { edgeKey } from '@/document/model';
import { useCommands } from '@/lib/commands';
import { EmptyCanvas } from './empty-canvas';
import { FlowCanvas } from './flow/flow-canvas';
import { NodeMenu } from './node-menu';
import { Palette } from './palette/palette';
import { NodePanel } from './panel/node-panel';
import { Problems } from './problems';
import { InputDialog } from './run/input-dialog';
import { ListenBar } from './run/listen-bar';
import { RunBar } from './run/run-bar';
import { beginningOf, isHook, triggersOf } from './run/triggers';
import { useRun } from './run/use-run';
import { useStart } from './run/use-start';
import { ConflictBar } from './save/conflict-bar';
import { useAutosave } from './save/use-autosave';
import { SearchBox } from './search-box';
import { PublishDialog } from './top/publish-dialog';
import { TopBar } from './top/top-bar';
import { UiContext, useUi, useUiState } from './ui-state';
import { useCanvasActions } from './use-canvas-actions';
import { useClipboard } from './use-clipboard';
import { useClipboardEvents } from './use-clipboard-events';
import { useEditCommands } from './use-edit-commands';
import { useInsert } from './use-insert';
import { useRemoval } from './use-removal';
import { useRunCommands } from './use-run-commands';
import { useViewCommands } from './use-view-commands';

/** The editor of one workflow. */
export function Editor({ id }: { id: string }) {
  return <UiContext.Provider value={useUiState()}><Desk id={id} /></UiContext.Provider>;
}

function Desk({ id }: { id: string }) {
  const ui = useUi();
  const { openDialog, showProblems, openPalette, chooseEdges, chosenEdges } = ui;
  const dispatch = useEditDispatch();
  const store = useEditStore();
  const doc = useEditing(selectDoc);
  const panel = useEditing(state => state.editing.panel);
  const faults = useEditing(state => state.editing.faults);
  const types = useNodeTypes();
  const [autosave, saveState] = useAutosave(id);
  const running = useRun();
  const { start, from } = useStart(id, running);
  const insertType = useInsert();
  const remove = useRemoval();
  const clipboard = useClipboard();
  const triggers = useMemo(() => triggersOf(doc, types), [doc, types]);

  const runAll = useCallback(() => {
    const current = store.getState().editing.doc;
    const beginning = beginningOf(current, triggersOf(current, types));
    if (beginning === 'now') void start('all', undefined, {});
    else openDialog(beginning);
  }, [store, types, start, openDialog]);
  const runNode = useCallback((node: string) => void start('node', node, {}), [start]);
  const runUpTo = useCallback((node: string) => void start('upTo', node, {}), [start]);
  const runFrom = useCallback((node: string) => void from(node), [from]);
  const publish = useCallback(() => openDialog('publish'), [openDialog]);
  const save = useCallback(() => void autosave.now(), [autosave]);
  const { steps, pickFiring } = running;
  const outputOf = useCallback((node: string): Json | undefined => {
    const port = Object.values(steps.filter(step => step.nodeId === node).at(-1)?.outputs ?? {}).find(one => one.count > 0);
    return port?.items.map(item => item.json);
  }, [steps]);
  const removeChosen = useCallback(() => {
    remove(store.getState().editing.chosen, chosenEdges);
    chooseEdges(new Set());
  }, [remove, store, chosenEdges, chooseEdges]);

  const editing = useEditCommands({ duplicate: clipboard.duplicate, remove, outputOf });
  const viewing = useViewCommands();
  const runs = useRunCommands({ runAll, runNode, runUpTo, runFrom, publish, save });
  const commands = useMemo(() => [...editing, ...viewing, ...runs], [editing, viewing, runs]);
  useCommands(commands);
  useClipboardEvents(clipboard, removeChosen);
  useEffect(() => {
    const add = () => editing.find(command => command.id === 'add')?.perform();
    window.addEventListener('studio:add', add);
    return () => window.removeEventListener('studio:add', add);
  }, [editing]);
  const actions = useCanvasActions({ runNode, pickFiring });

  const goTo = (fault: Fault) => {
    if (!fault.nodeId) return;
    dispatch(chose([fault.nodeId]));
    commands.find(command => command.id === 'fit-chosen')?.perform();
    dispatch(panelOpened(fault.nodeId));
    // The panel shows the field as soon as it has drawn its form.
    setTimeout(() => document.querySelector<HTMLElement>(`[data-field="${CSS.escape(fault.field ?? '')}"]`)?.scrollIntoView({ block: 'center' }), 150);
  };
  const close = useCallback(() => openPalette(undefined), [openPalette]);
  const arrived = useCallback((run: string) => { openDialog(undefined); running.show(run); }, [openDialog, running.show]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <div className="flex h-full flex-col">
      <TopBar id={id} saveState={saveState} onSave={save} onRun={runAll} onPublish={publish} />
      {saveState.kind === 'conflict' && <ConflictBar theirs={saveState.theirs} onMine={() => autosave.keepMine(saveState.theirs)} onTheirs={() => { dispatch(opened(saveState.theirs)); autosave.settled(); }} />}
      <div className="relative min-h-0 flex-1">
        <CanvasContext.Provider value={actions}>
          <FlowCanvas overlay={running.overlay} onDropType={(name, at, edge) => {
            const type = [...(types?.values() ?? [])].filter(one => one.type === name).at(-1);
            const into = doc.definition.edges.find(one => edgeKey(one) === edge);
            if (type) insertType(type, into ? { kind: 'edge', edge: into } : { kind: 'free' }, into ? undefined : { x: at.x - 110, y: at.y - 28 });
          }} />
        </CanvasContext.Provider>
        <SearchBox />
        {doc.definition.nodes.length === 0 && <EmptyCanvas onAdd={() => editing.find(command => command.id === 'add')?.perform()} />}
        {panel !== undefined && (
          <div className="absolute inset-y-0 right-0 z-20 w-[min(1120px,calc(100%-160px))] border-l bg-n1 shadow-float">
            <NodePanel key={panel} nodeId={panel} onClose={() => dispatch(panelOpened(undefined))} {...(running.run ? { run: running.run, steps } : {})} onRunNode={mode => (mode === 'node' ? runNode(panel) : mode === 'upTo' ? runUpTo(panel) : runFrom(panel))} />
          </div>
        )}
      </div>
      {ui.problems && <Problems faults={faults} onGo={goTo} onClose={() => showProblems(false)} />}
      {ui.dialog === 'listen' && <ListenBar id={id} hooks={triggers.filter(isHook)} onRun={arrived} onSample={() => openDialog('input')} onClose={() => openDialog(undefined)} />}
      <RunBar running={running} onFrom={runFrom} />
      {ui.palette && <Palette open={ui.palette} onClose={close} onPick={type => { if (ui.palette) insertType(type, ui.palette.ask, ui.palette.at); close(); }} />}
      <NodeMenu commands={commands} />
      {ui.dialog === 'input' && <InputDialog id={id} inputs={doc.definition.inputs as never} triggers={triggers} onClose={() => openDialog(undefined)} onStart={(input, trigger) => { openDialog(undefined); void start('all', undefined, input, trigger); }} />}
      {ui.dialog === 'publish' && <PublishDialog id={id} autosave={autosave} onClose={() => openDialog(undefined)} onProblems={() => { openDialog(undefined); showProblems(true); }} />}
    </div>
  );
}
