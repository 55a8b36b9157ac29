import { withParameter } from '../address.js';
import { byId, make } from './dom.js';

/**
 * The ways between the desk and the rooms beside it, and which of them is on the page.
 *
 * @param {object} language from `createLanguage`
 * @param {string[]} names of the rooms
 * @param {(name: string | null) => void} onGo null: to the desk
 */
export function createRoomsView(language, names, onGo) {
  const navigation = byId('rooms');
  const room = byId('room');
  let current = null;
  const links = [null, ...names].map((name) => {
    const link = make('a', { className: 'rooms-link' });
    // Another model may have been chosen since, and the link may lead into another tab.
    link.onpointerdown = link.onfocus = () => refer(link, name);
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into another tab or window
      event.preventDefault();
      onGo(name);
    };
    return { name, link };
  });
  navigation.append(...links.map(({ link }) => link));
  language.follow(render);

  function refer(link, name) {
    link.href = withParameter('room', name).href;
  }

  function render() {
    for (const { name, link } of links) {
      link.textContent = language.text(`rooms.${name ?? 'desk'}`);
      refer(link, name);
      if (name === current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  return {
    /**
     * @param {string | null} name of the room, null for the desk
     * @param {HTMLElement | null} element of the room; null while it loads
     */
    show(name, element) {
      current = name;
      byId('desk').hidden = name !== null;
      room.hidden = name === null;
      room.ariaBusy = name !== null && element === null;
      room.replaceChildren(...(element ? [element] : []));
      render();
    },
  };
}
