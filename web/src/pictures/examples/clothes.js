import trainer from '@lobehub/fluent-emoji-3d/assets/1f45f.webp?url';
import hat from '@lobehub/fluent-emoji-3d/assets/1f452.webp?url';
import shirt from '@lobehub/fluent-emoji-3d/assets/1f455.webp?url';
import jeans from '@lobehub/fluent-emoji-3d/assets/1f456.webp?url';
import dress from '@lobehub/fluent-emoji-3d/assets/1f457.webp?url';
import shorts from '@lobehub/fluent-emoji-3d/assets/1fa73.webp?url';

/**
 * See `EXAMPLES`; in the order in which they are shown. The other four have none: the model learned
 * from photos, and is right about no drawing of them.
 */
export const CLOTHES = [
  { name: 't-shirt', url: shirt, ground: '#cfe6f7' },
  { name: 'dress', url: dress, ground: '#e9e4da' },
  { name: 'pants', url: jeans, ground: '#787c82' },
  { name: 'shoes', url: trainer, ground: '#e9e4da' },
  { name: 'hat', url: hat, ground: '#cfe6f7' },
  { name: 'shorts', url: shorts, ground: '#ffffff' },
];
