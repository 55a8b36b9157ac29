import motorcycle from '@lobehub/fluent-emoji-3d/assets/1f3cd-fe0f.webp?url';
import temple from '@lobehub/fluent-emoji-3d/assets/1f3db-fe0f.webp?url';
import television from '@lobehub/fluent-emoji-3d/assets/1f4fa.webp?url';
import rose from '@lobehub/fluent-emoji-3d/assets/1f339.webp?url';
import pear from '@lobehub/fluent-emoji-3d/assets/1f350.webp?url';
import spider from '@lobehub/fluent-emoji-3d/assets/1f577-fe0f.webp?url';
import shark from '@lobehub/fluent-emoji-3d/assets/1f988.webp?url';
import dinosaur from '@lobehub/fluent-emoji-3d/assets/1f996.webp?url';
import chair from '@lobehub/fluent-emoji-3d/assets/1fa91.webp?url';
import cup from '@lobehub/fluent-emoji-3d/assets/2615.webp?url';

/**
 * See `EXAMPLES`; in the order in which they are shown. The other ten have none: the model learned
 * from photos, and got the drawings wrong that were tried.
 */
export const SUPERCLASSES = [
  { name: 'flowers', url: rose, ground: '#3269a5' },
  { name: 'food_containers', url: cup, ground: '#e9e4da' },
  { name: 'fruit_and_vegetables', url: pear, ground: '#b9d69b' },
  { name: 'household_electrical_devices', url: television, ground: '#e9e4da' },
  { name: 'household_furniture', url: chair, ground: '#cfe6f7' },
  { name: 'vehicles_1', url: motorcycle, ground: '#e9e4da' },
  { name: 'non-insect_invertebrates', url: spider, ground: '#6ea046' },
  { name: 'reptiles', url: dinosaur, ground: '#b9d69b' },
  { name: 'large_man-made_outdoor_things', url: temple, ground: '#cfe6f7' },
  { name: 'fish', url: shark, ground: '#787c82' },
];
