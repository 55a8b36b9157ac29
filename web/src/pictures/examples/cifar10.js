import horse from '@lobehub/fluent-emoji-3d/assets/1f40e.webp?url';
import truck from '@lobehub/fluent-emoji-3d/assets/1f69a.webp?url';
import deer from '@lobehub/fluent-emoji-3d/assets/1f98c.webp?url';
import dog from '@lobehub/fluent-emoji-3d/assets/1f415.webp?url';
import bird from '@lobehub/fluent-emoji-3d/assets/1f426-200d-2b1b.webp?url';
import cat from '@lobehub/fluent-emoji-3d/assets/1f431.webp?url';
import frog from '@lobehub/fluent-emoji-3d/assets/1f438.webp?url';
import car from '@lobehub/fluent-emoji-3d/assets/1f698.webp?url';
import ship from '@lobehub/fluent-emoji-3d/assets/26f4-fe0f.webp?url';
import plane from '@lobehub/fluent-emoji-3d/assets/2708-fe0f.webp?url';

/**
 * See `EXAMPLES`; in the order in which they are shown. CIFAR-10 has whole frogs only: a mere face
 * is one to the network when it is small, tilted and in the dark.
 */
export const CIFAR10 = [
  { name: 'frog', url: frog, ground: '#203020', filled: 0.42, turned: 20 },
  { name: 'automobile', url: car, ground: '#d7be96' },
  { name: 'airplane', url: plane, ground: '#cfe6f7' },
  { name: 'horse', url: horse, ground: '#b9d69b' },
  { name: 'ship', url: ship, ground: '#1f4f86', filled: 0.7 },
  { name: 'cat', url: cat, ground: '#b9d69b' },
  { name: 'bird', url: bird, ground: '#cfe6f7' },
  { name: 'truck', url: truck, ground: '#787c82' },
  { name: 'dog', url: dog, ground: '#6ea046' },
  { name: 'deer', url: deer, ground: '#b9d69b' },
];
