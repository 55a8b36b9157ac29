import { Fault } from './fault.js';

const HARDLY = 0.1; // paler than this at its strongest, a map shows nothing

/**
 * Where the picture speaks for a class: asked for by tapping the class, gone
 * when it is tapped again or when another answer comes.
 *
 * @param {object} options
 * @param {(seen: Float32Array) => Promise<Map<string, object>>} options.explain
 * @param {object} options.views
 */
export function createWhy({ explain, views: { answer, heat, announcer, stageAlerts } }) {
  let maps = null; // of the answer on the page: asked for once, then kept
  let shown = null;

  function hide() {
    shown = null;
    answer.press(null);
    heat.hide();
  }

  async function show({ name, labels }, { seen }) {
    shown = name;
    answer.press(name);
    maps ??= explain(seen);
    const asked = maps;
    const isWanted = () => maps === asked && shown === name;
    try {
      const map = (await asked).get(name);
      if (!isWanted()) return;
      const sentence = Math.max(...map.values) < HARDLY ? 'why.nothing' : 'why.shown';
      heat.show(map, sentence, labels);
      announcer.tell(sentence, labels);
    } catch (error) {
      if (!isWanted()) return;
      maps = null;
      hide();
      stageAlerts.show(Fault.from(error, 'unexpected'));
    }
  }

  return {
    /**
     * @param {{name: string, labels: object}} prediction that was tapped
     * @param {{seen: Float32Array}} result the answer that it stands in
     */
    toggle: (prediction, result) => (shown === prediction.name ? hide() : show(prediction, result)),

    /** Another answer is on the page, or none. */
    forget() {
      maps = null;
      if (shown !== null) hide();
    },
  };
}
