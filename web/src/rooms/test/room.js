import '../../../styles/test.css';
import { Fault } from '../../fault.js';
import { learn } from '../../language.js';
import { createThumbnails, startThumbnailWorker } from '../../pictures/thumbnails.js';
import { createAlerts } from '../../views/alerts.js';
import { make } from '../../views/dom.js';
import { createAlbum } from './album.js';
import { createChoice } from './choice.js';
import { THUMBNAIL_SIZE } from './gallery.js';
import { createIntro } from './intro.js';
import { readLabels } from './labels.js';
import { matchPictures } from './match.js';
import { createNamesDialog } from './names-dialog.js';
import { outcomeOf } from './outcome.js';
import { createProgress } from './progress.js';
import { createReport } from './report.js';
import { createRun } from './run.js';
import { save } from './save.js';
import { createSubjects } from './subject.js';
import { createTools, titleOf } from './tools.js';

learn(import.meta.glob('../../../locales/test/*.json', { eager: true, import: 'default' }));

/**
 * The room where a model, or what was taught upon it, is tested on labelled pictures of the
 * visitor's: their names are matched with its classes, they are looked at, and the answers are
 * counted.
 *
 * @param {object} context as `main.js` gives it to every room
 */
export async function createRoom({ language, metadata, ownClasses, ...context }) {
  const own = await ownClasses();
  let isOpen = false;
  let subject = null; // what is tested; null before there is a model
  let wish = null; // as from `readLabels`: what waits for a model, or for its names
  let test = null; // `labelled` as from `readLabels`, and what `matchPictures` makes of it
  let turn = 0; // what began before the last one is nobody's wish any more

  const alertPlace = make('div', { className: 'alerts' });
  const alerts = createAlerts(alertPlace, language);
  const thumbnails = createThumbnails(THUMBNAIL_SIZE, startThumbnailWorker);
  const run = createRun({
    classify: (file, signal) => subject.classify(file, signal),
    onProgress: () => progress.show(run),
    onPause: showOutcome,
    onFault: alerts.show,
  });
  const choice = createChoice({
    language,
    metadata,
    taught: () => own.taught,
    subjects: createSubjects(context),
    onSubject: showSubject,
  });
  const intro = createIntro(language, { choice: choice.element, onFiles: take });
  const progress = createProgress(language, { stop: run.stop, resume });
  const tools = createTools(language, {
    names: () => prepare(test.labelled, true),
    csv: () => keep('csv'),
    json: () => keep('json'),
    png: () => keep('png'),
  });
  const look = (picture) => subject.look(picture);
  const album = createAlbum(language, { thumbnail, look });
  const names = createNamesDialog(language);
  const report = createReport(language, {
    open: (text, items) => album.open(text, items, subject.model.classes),
    look,
    thumbnail,
  });

  let shrinking = Promise.resolve();
  /** One at a time, whichever gallery asks. */
  function thumbnail(file) {
    shrinking = shrinking.then(() => thumbnails.make(file));
    return shrinking;
  }

  async function take(files) {
    const mine = ++turn;
    alerts.clear();
    try {
      const found = await readLabels(files);
      if (mine !== turn) return;
      await prepare(found, false);
    } catch (error) {
      if (mine === turn) alerts.show(Fault.from(error, 'unexpected'));
    }
  }

  async function prepare(labelled, isAsking) {
    wish = labelled;
    progress.wait(subject === null);
    if (!subject) return;
    const { model } = subject;
    const mine = ++turn;
    const found = await matchPictures(labelled.pictures, model, { isAsking, ask: names.ask });
    if (mine !== turn) return;
    wish = null;
    if (!found) return;
    if (found.pictures.length === 0) return alerts.show(new Fault('test-nothing'));
    test = { labelled, ...found };
    intro.fold();
    hideOutcome();
    run.begin(test.pictures);
  }

  function resume() {
    alerts.clear();
    hideOutcome();
    run.start();
  }

  function hideOutcome() {
    report.show(null);
    showTools(false);
  }

  function showOutcome() {
    progress.show(run);
    const isMeasured = run.done > 0;
    const { items } = run;
    const { model } = subject;
    const outcome = isMeasured ? outcomeOf(items, model.classes) : null;
    report.show(outcome && { model, items, outcome });
    showTools(isMeasured);
    progress.say(run, outcome?.metrics);
  }

  function showTools(isMeasured) {
    const { labelled, omitted, hasNames } = test;
    const { source, leftOut, absent } = labelled;
    const notes = { leftOut, absent, omitted };
    tools.show({ source, model: subject.model, notes, hasNames, isMeasured });
  }

  async function keep(way) {
    const { items } = run;
    const { model } = subject;
    const { metrics } = outcomeOf(items, model.classes);
    const title = titleOf({ source: test.labelled.source, model }, language);
    try {
      await save[way]({ language, model, items, metrics, title });
    } catch (error) {
      alerts.show(Fault.from(error, 'unexpected'));
    }
  }

  /** Something else answers from now on: nothing that is on the page is its. */
  function showSubject(next) {
    subject = next;
    intro.showModel(subject.model);
    album.close();
    names.close();
    run.begin([]);
    progress.show(run);
    report.show(null);
    tools.show(null);
    const labelled = wish ?? test?.labelled;
    if (labelled) prepare(labelled, false);
  }

  own.follow({
    onTaught: () => isOpen && choice.settle(),
    onFault: (fault) => isOpen && alerts.show(fault),
  });

  return {
    element: make(
      'div',
      { className: 'test' },
      ...[intro, { element: alertPlace }, progress, tools, report, album, names].map(
        (part) => part.element,
      ),
    ),
    open() {
      isOpen = true;
      choice.settle();
      if (run.done > 0) showOutcome();
    },
    close() {
      isOpen = false;
      run.stop();
      album.close();
      names.close();
      thumbnails.close();
    },
    take,
    showModel: choice.settle,
  };
}
