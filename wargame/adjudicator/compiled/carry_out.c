/* Adds the levels of settled orders to effort. wargame/adjudicator/settlement.py computes the same bits.

   `c`: the columns of orders. Row number `row` is one order. A streak is the number of turns in a row in which a seat
   gave one order. It is stored as turn * PER_TURN + streak. */
static short *streak_of(const Carried *c, i64 row) { return c->streaks + c->slot[row] * c->games + c->game[row]; }

/* Returns how many turns in a row the order was given before. */
static i64 followed(const Carried *c, i64 row) {
  const i64 packed = *streak_of(c, row), last = packed / PER_TURN, run = packed % PER_TURN;
  return last == c->turn ? run - 1 : last == c->turn - 1 ? run : 0;
}

static void remember(const Carried *c, i64 row) {
  const i64 longer = c->streak[row] + 1;
  *streak_of(c, row) = (short)(c->turn * PER_TURN + (longer < c->longest_streak ? longer : c->longest_streak));
}

/* Adds the orders to effort. Returns how many positions of the effort were written. */
static i64 add_effort(const Carried *c) {
  const i64 n = c->games, *const action = c->action, *const lane = c->game, *const giver = c->seat;
  const i64 *const outcome = c->outcome, *const streaks = c->streak;
  i64 written = 0, *const touched = c->touched;
  double *const effort = c->effort;
  for (i64 row = 0; row < c->rows; row++) {
    if (outcome[row] != -1) continue;
    const i64 a = action[row], many = c->many[a] ? c->seat_at[giver[row]] : 0;
    for (int role = 0; role < 2; role++) {
      const i64 cell = (role ? c->second[row] : c->first[row]) + many * c->sizes[role][a];
      const i64 sum = c->starts[2 * role][a], count = c->starts[2 * role + 1][a];
      const double level = c->level[row];
      if (sum >= 0) {
        const i64 at = (sum + cell) * n + lane[row];
        effort[at] += level * c->powers[streaks[row]] * (c->is_main[row] ? c->main : 1.0);
        touched[written++] = at;
      }
      if (count >= 0) {
        const i64 at = (count + cell) * n + lane[row];
        effort[at] += level;
        touched[written++] = at;
      }
    }
  }
  return written;
}

/* Adds orders to effort that were all settled together. All streaks are read before one is written. Equal orders
   therefore have equal streaks. */
i64 carry_out(const Carried *c) {
  for (i64 row = 0; row < c->rows; row++) c->streak[row] = c->counts ? followed(c, row) : 0;
  for (i64 row = 0; c->counts && row < c->rows; row++)
    if (c->outcome[row] == -1) remember(c, row);
  return add_effort(c);
}
