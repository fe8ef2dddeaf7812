/* Draws the orders of all seats from constant tables. wargame/bots/drawn_orders.py draws the same bits.
   `P`: the arrays of the games. `d`: the tables. `c`: the columns of orders. `over`: by lane, whether the game has
   ended.
   Returns how many rows of `c` are written. */
static i64 draw_orders(const GameArrays *P, const Drawn *d, const double *workspace, const Carried *c,
                       const unsigned char *over) {
  i64 row = 0, *const game = c->game, *const seat = c->seat, *const action = c->action, *const first = c->first;
  i64 *const second = c->second;
  double *const level = c->level;
  unsigned char *const is_main = c->is_main;
  const u64 *const keys = P->keys;
  const double *const tells = workspace + d->place * LANES;
  for (i64 line = 0; line < d->lines; line++)
    for (i64 s = 0; s < d->seats; s++) {
      const u64 key = d->keys[line * d->seats + s];
      for (i64 l = 0; l < LANES; l++) {
        if (over[l]) continue;
        const u64 bits = mixed(keys[l] + key);
        const i64 a = d->actions[((2 * s + (tells[l] > d->bound)) << 16) + (bits & 0xFFFF)];
        const i64 choice = d->choice[bits >> 16 & 0xFFFF];
        game[row] = l;
        seat[row] = s;
        action[row] = a;
        first[row] = d->goals[a * d->choices + choice];
        second[row] = 0;
        level[row] = d->levels[choice];
        is_main[row++] = 0;
      }
    }
  return row;
}
