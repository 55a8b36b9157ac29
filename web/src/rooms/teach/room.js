import '../../../styles/teach.css';
import { Fault } from '../../fault.js';
import { createSteady } from '../../pictures/steady.js';
import { createThumbnails, startThumbnailWorker } from '../../pictures/thumbnails.js';
import { adviceOn } from './advice.js';
import { baseOf } from './base.js';
import * as collections from './collection.js';
import { createExchange } from './exchange.js';
import { createFilling } from './filling.js';
import { sortIn } from './sort-in.js';
import { createTrying } from './trying.js';
import { createViewfinder } from './viewfinder.js';
import { createRoomView } from './views/room.js';

/**
 * Teach it: classes of the visitor's own, upon what the model in use finds in pictures.
 *
 * @param {object} context see `main.js`
 */
export async function createRoom({ language, metadata, ownClasses }) {
  const own = await ownClasses();
  const { teaching, keeping, embed, nameAll } = own;
  const small = createThumbnails(collections.EXAMPLE_SIZE, startThumbnailWorker);
  const view = createRoomView(language, {
    camera: () => viewfinder.toggle(),
    facing: () => viewfinder.turn(),
    file: tryOut,
    rename: (id, name) => change((now) => collections.renameClass(now, id, name)),
    remove(id) {
      change((now) => collections.removeClass(now, id), 'teach.removed.class');
      view.tools.focusUndo(); // the button that was pressed is gone
    },
    hold: (id) => viewfinder.hold(id, collections.roomIn(teaching.collection, id)),
    release: () => viewfinder.release(),
    look: (id) => view.example.open(id),
    add() {
      if (change((now) => collections.addClass(now))) view.classes.focusLast();
    },
    files: sortOut,
    move: (example, id) =>
      change((now) => collections.moveExample(now, example, id), 'teach.moved'),
    removeExample: (id) =>
      change((now) => collections.removeExample(now, id), 'teach.removed.example'),
    classes: () => nameAll(teaching.collection.classes),
    lost: () => view.tools.focusUndo(),
    undo() {
      teaching.undo();
      view.tools.say('teach.undone');
    },
    keep: keeping.keep,
    save: () => exchange.save(),
    open: (file) => exchange.open(file),
    clear: () => change(() => collections.emptyCollection(), 'teach.cleared'),
    stop() {
      filling.stop();
      exchange.stop();
    },
  });
  const { stage, answer, tools } = view;
  const onFault = (fault) => view.alerts.show(fault);

  const exchange = createExchange({
    teaching,
    base: () => base,
    embed,
    nameAll,
    change,
    tools,
    onFault,
  });
  const filling = createFilling({ teaching, embed, small, tools, onFault });
  const trying = createTrying({ embed, taught: () => teaching.taught, stage, answer, onFault });
  const viewfinder = createViewfinder({
    stage,
    embed,
    isAsked: () => teaching.taught !== null,
    onStart: trying.forget,
    onStop: answer.showEmpty,
    onSeen: showLive,
    onFrame: view.classes.showRecording,
    onRecorded(id, examples) {
      view.classes.showRecording(null);
      if (examples.length === 0) return;
      change((now) => collections.addExamples(now, id, examples), 'teach.added', {
        count: examples.length,
      });
    },
    onFault,
  });
  let base = null;
  let isSteady = createSteady();

  function change(how, said, values) {
    try {
      view.alerts.clear();
      teaching.change(how(teaching.collection));
      if (said) tools.say(said, values);
      return true;
    } catch (error) {
      showCollection(teaching.collection); // what was typed gives way
      onFault(Fault.from(error, 'unexpected'));
      return false;
    }
  }

  function showCollection(collection) {
    view.classes.show(collection);
    const hasExamples = collections.taughtClasses(collection).length > 0;
    tools.show({ canUndo: teaching.canUndo, hasExamples });
  }

  function showTaught(taught) {
    const classes = collections.taughtClasses({ classes: nameAll(teaching.collection.classes) });
    const takes = classes.map(({ name, examples }) => ({
      name,
      takes: examples.map(({ take }) => take),
    }));
    const estimate = taught?.estimate ?? null;
    view.quality.show(estimate, taught ? adviceOn(takes, estimate) : [], taught !== null);
    isSteady = createSteady();
    if (taught) trying.show();
    else answer.showEmpty();
  }

  function showLive(embedding) {
    if (!teaching.taught) return;
    const next = teaching.taught.answer(embedding);
    if (isSteady(next, performance.now())) answer.show(next);
  }

  function tryOut(file) {
    view.alerts.clear();
    viewfinder.stop();
    trying.look(file);
  }

  /** @param {{name: string, file: File}[]} files @param {string | null} id of a class */
  function sortOut(files, id) {
    view.alerts.clear();
    const { folders, loose, leftOut } = sortIn(files);
    if (id) {
      const all = [...loose, ...folders.flatMap((folder) => folder.files)];
      return filling.take([{ id, files: all }], leftOut);
    }
    if (folders.length > 0) return filling.take(folders, leftOut + loose.length);
    if (loose.length === 1) return tryOut(loose[0]);
    onFault(new Fault(loose.length > 0 ? 'teach-loose' : 'folder-empty'));
  }

  /** Told twice of the first model: when it is known, and when it is ready. */
  function showModel(next) {
    const nextBase = next && baseOf(next);
    if (base && nextBase?.key === base.key) return;
    base = nextBase;
    view.showBase(next, base !== null);
    if (base) trying.again();
  }

  own.follow({
    onLeave() {
      filling.drop();
      exchange.stop();
      viewfinder.stop();
    },
    onChange: showCollection,
    onTaught: showTaught,
    onLooking: view.showLooking,
    onLookedAgain: () => tools.say('teach.kept.earlier'),
    onKept: tools.showKept,
    onFault,
  });

  return {
    element: view.element,
    showModel,

    open() {
      document.addEventListener('visibilitychange', pause);
      showModel(metadata());
    },

    close() {
      document.removeEventListener('visibilitychange', pause);
      viewfinder.stop();
    },

    take(files) {
      if (!base || keeping.isLooking) return;
      const id = view.takeDrop();
      const [{ file }] = files;
      if (files.length === 1 && /\.json$/i.test(file.name)) return exchange.open(file);
      sortOut(files, id);
    },
  };

  function pause() {
    if (document.hidden) viewfinder.stop('stage.paused');
  }
}
