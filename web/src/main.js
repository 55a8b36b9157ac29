// Wires the parts; alone in knowing them all. A picture goes: pictures/ -> engine ->
// prepare-worker -> decode, picture -> worker -> classifier -> answer -> views/.
import { pushParameter, writeParameter } from './address.js';
import { Fault } from './fault.js';
import { createImprovement } from './improve.js';
import { readForcedBackend } from './inference/choice.js';
import { Engine } from './inference/engine.js';
import { createPreparer } from './inference/preparer.js';
import { startAhead, startPreparing, startWorker } from './inference/start-worker.js';
import { createIntake } from './intake.js';
import { chooseLanguage, createLanguage } from './language.js';
import { linkTo } from './link.js';
import { createLive } from './live.js';
import { memory } from './memory.js';
import { createModelInUse } from './model-in-use.js';
import { listPublished } from './models/published.js';
import { looksLikeModel } from './models/recognise.js';
import { createModels } from './models.js';
import { createOffline } from './offline.js';
import { CIFAR10 } from './pictures/examples/cifar10.js';
import { EXAMPLES, fetchExample } from './pictures/examples.js';
import { listenForFiles } from './pictures/files.js';
import { chosenFiles } from './pictures/folder.js';
import { createRooms, ROOMS } from './rooms.js';
import { createStill } from './still.js';
import { createAlerts } from './views/alerts.js';
import { createAnnouncer } from './views/announcer.js';
import { createAnswer } from './views/answer.js';
import { createControls } from './views/controls.js';
import { byId } from './views/dom.js';
import { createEvidence } from './views/evidence.js';
import { createExamples } from './views/examples.js';
import { createHeat } from './views/heat.js';
import { isTaken } from './views/keys.js';
import { createOfflineView } from './views/offline.js';
import { createPage } from './views/page.js';
import { createPicker } from './views/picker.js';
import { endPreloads } from './views/preloads.js';
import { createPresent } from './views/present.js';
import { createRoomsView } from './views/rooms.js';
import { createSquare } from './views/square.js';
import { createStage } from './views/stage.js';
import { createStatus } from './views/status.js';
import { createTakeaway } from './views/takeaway.js';
import { createWhy } from './why.js';

const query = new URLSearchParams(location.search);
startAhead(query.get('backend'));
if (query.has('model')) endPreloads(query.get('model'));

const language = createLanguage(
  chooseLanguage([query.get('lang'), memory.getItem('kilas.language'), ...navigator.languages]),
);

const page = createPage({
  language,
  theme: memory.getItem('kilas.theme'),
  onTheme: (theme) => memory.setItem('kilas.theme', theme),
  onLanguage: (code) => memory.setItem('kilas.language', code),
});
const present = createPresent({
  isOn: query.has('present'),
  onChange: (isOn) => writeParameter('present', isOn ? '' : null),
});
const status = createStatus(language);
const pageAlerts = createAlerts(byId('page-alerts'), language);
const stageAlerts = createAlerts(byId('stage-alerts'), language);
const evidence = createEvidence(language);
const examples = createExamples(language, EXAMPLES, new Set(CIFAR10), lookAtExample);
const controls = createControls(language, {
  files: (list) => take(chosenFiles(list)),
  camera: () => live.toggle(),
  freeze() {
    why.forget();
    live.freeze();
  },
  facing: () => live.turn(),
  present: () => present.toggle(),
  help: page.openHelp,
});
const answer = createAnswer(language, {
  row: (prediction, result) => why.toggle(prediction, result),
  change() {
    why.forget();
    takeaway.show(answer.settled !== null);
  },
});
const takeaway = createTakeaway(language, handAnswerOn);
const views = {
  stage: createStage(language),
  square: createSquare((part) => {
    why.forget();
    still.lookCloser(part);
  }),
  answer,
  heat: createHeat(language),
  announcer: createAnnouncer(language),
  evidence,
  controls,
  stageAlerts,
};

const preparer = createPreparer(startPreparing);
const offline = createOffline(createOfflineView(language), () => {
  if (!inUse.current) pageAlerts.clear(); // the new version may read the model, this one cannot
});
const forced = forcedBackend();
const improve = createImprovement({
  forced,
  tryCanvas: preparer.tryCanvas,
  storage: memory,
  kept: () => kept,
  onTrials: evidence.showTrials,
  onFault: pageAlerts.show,
});
const inUse = createModelInUse({
  createEngine: ({ files, metadata, onChange }) =>
    new Engine({
      forced,
      files,
      metadata,
      prepare: preparer.prepare,
      startWorker,
      onBackend: onChange,
      onState: onChange,
    }),
  status,
  onMetadata: showModel,
  onBackend(backend) {
    evidence.showBackend(backend);
    offline.keep({ backend });
  },
  onTaken(model, isAnother) {
    evidence.showTrials([]);
    if (isAnother) for (const part of [still, live, intake]) part.again();
    improve(model);
  },
});
const models = createModels({
  listPublished: () => listPublished(new URL('./model/', document.baseURI)),
  openShelf: async () => (await import('./models/shelf.js')).openShelf(),
  openBundle: async (files) => (await import('./models/bundle.js')).openBundle(files),
  inUse,
  onAddress(key) {
    modelInAddress = key;
    writeParameter('model', key);
  },
  onChange(list, current) {
    picker.show(list, current);
    modelsDialog?.show(list, current);
    if (current?.folder) offline.keep({ model: current.folder.href });
  },
  onFault: pageAlerts.show,
  clearFaults: pageAlerts.clear,
});
const picker = createPicker(language, {
  open: () => orSay(openModels()),
  keep: models.keep,
});
let modelInAddress = query.get('model');
let modelsDialog = null;
let card = null;
let shownModel = null;
let ownClasses = null;
byId('card-open').onclick = () => orSay(openCard());

const still = createStill({ classify, views, onNew: takeStage });
const live = createLive({ classify, views, onStart: leaveStill });
const intake = createIntake({
  look: lookAtFile,
  openBatch: async () => {
    const { createBatch } = await import('./batch.js');
    return createBatch({ classify, look: lookAtFile, views, language });
  },
  onFault: (fault) => stageAlerts.show(fault),
});
const why = createWhy({ explain: (seen) => inUse.current.engine.explain(seen), views });

const rooms = createRooms({
  context: {
    language,
    ask: inUse.ask,
    metadata: () => shownModel,
    picture: () => still.picture,
    onFault: pageAlerts.show,
    clearFaults: pageAlerts.clear,
    look: lookFromRoom,
    ownClasses: openOwnClasses,
  },
  view: createRoomsView(language, Object.keys(ROOMS), (name) => rooms.go(name)),
  onEnter: () => live.stop(),
  onAddress: (name) => pushParameter('room', name),
  onFault: pageAlerts.show,
});
const roomInAddress = () => new URLSearchParams(location.search).get('room');
addEventListener('popstate', () => {
  writeParameter('model', modelInAddress); // another one may have been chosen since
  rooms.enter(roomInAddress());
});
rooms.enter(roomInAddress());

listenForFiles({
  target: window,
  isTaken,
  onFiles: take,
  onFault: (fault) => (rooms.isOpen ? pageAlerts : stageAlerts).show(fault),
  onDrag: page.showDrag,
});
const kept = models.start(query.get('model')).then(offline.start);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return offline.lookForUpdate();
  live.stop('stage.paused'); // a camera light nobody watches is a fright
});

function showModel(metadata) {
  shownModel = metadata;
  ownClasses?.showModel(metadata);
  page.showModel(metadata);
  answer.showModel(metadata);
  examples.showModel(metadata);
  evidence.showModel(metadata);
  rooms.showModel(metadata);
}

function forcedBackend() {
  try {
    return readForcedBackend(query.get('backend'));
  } catch (fault) {
    pageAlerts.show(fault);
    return null;
  }
}

async function openModels() {
  if (!modelsDialog) {
    const { createModelsDialog } = await import('./views/models.js');
    modelsDialog ??= createModelsDialog(language, {
      choose: models.choose,
      bring: models.bring,
      keep: models.keep,
      remove: models.remove,
      card: () => orSay(openCard()),
    });
  }
  const described = models.describe(); // first: one of the rows gets the focus
  modelsDialog.open();
  await described;
}

async function openCard() {
  const { createCard } = await import('./views/card/card.js');
  card ??= createCard(language);
  card.open(shownModel);
}

async function openOwnClasses() {
  const { createOwnClasses } = await import('./rooms/teach/own-classes.js');
  if (!ownClasses) {
    ownClasses = createOwnClasses({ language, ask: inUse.ask });
    ownClasses.showModel(shownModel);
  }
  return ownClasses;
}

/** What is loaded only when it is wanted can fail to arrive. */
function orSay(opening) {
  opening.catch((error) => pageAlerts.show(Fault.from(error, 'unexpected')));
}

function classify(picture, signal, square) {
  return inUse.ask((engine) => engine.classify(picture, signal, square));
}

async function handAnswerOn(way) {
  const keepsake = { language, answer: answer.settled, picture: views.stage.shown };
  const link = linkTo(location.href, {
    model: models.keyForLink,
    lang: language.code,
    backend: forced,
  });
  try {
    const { handOn } = await import('./hand-on.js');
    if (answer.settled !== keepsake.answer) return; // the picture is another one by now
    takeaway.say(await handOn[way]({ ...keepsake, link }));
  } catch (error) {
    stageAlerts.show(Fault.from(error, 'unexpected'));
  }
}

function takeStage() {
  live.stop();
  intake.leave();
}

function leaveStill() {
  still.leave();
  intake.leave();
}

function take(given) {
  if (looksLikeModel(given)) return models.bring(given);
  return rooms.isOpen ? rooms.current?.take(given) : intake.take(given);
}

function lookAtFile({ name, file }) {
  return still.look(name, () => file);
}

/** At the desk, or in the room that answers as the picture was answered. */
async function lookFromRoom(picture, room = null) {
  await rooms.go(room);
  return room ? rooms.current?.take([picture]) : lookAtFile(picture);
}

function lookAtExample(example) {
  return still.look(`${example.name}.png`, () => fetchExample(example));
}
