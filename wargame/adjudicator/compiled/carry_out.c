/* Turns orders that are settled into effort, as wargame/adjudicator/settlement.py does; the same bits. */
static short *streak_of(const Carried *c, i64 row) { return c->streaks + c->slot[row] * c->games + c->game[row]; }

/* How many turns in a row it was given before. */
static i64 followed(const Carried *c, i64 row) {
  const i64 packed = *streak_of(c, row), last = packed / PER_TURN, run = packed % PER_TURN;
  return last == c->turn ? run - 1 : last == c->turn - 1 ? run : 0;
}

static void remember(const Carried *c, i64 row) {
  const i64 longer = c->streak[row] + 1;
  *streak_of(c, row) = (short)(c->turn * PER_TURN + (longer < c->longest_streak ? longer : c->longest_streak));
}

/* Gives how many places were written. */
static i64 add_effort(const Carried *c) {
  const i64 n = c->games;
  i64 written = 0;
  for (i64 row = 0; row < c->rows; row++) {
    if (c->outcome[row] != -1) continue;
    const i64 a = c->action[row], game = c->game[row], streak = c->streak[row];
    for (int k = 0; k < 4; k++) { /* effort and ordered of the first role, then of the second */
      const i64 role = k / 2, start = c->starts[k][a];
      if (start < 0) continue;
      i64 cell = start + (role ? c->second[row] : c->first[row]);
      if (c->many[a]) cell += c->seat_at[c->seat[row]] * c->sizes[role][a];
      double amount = c->level[row];
      if (k % 2 == 0) amount = amount * c->powers[streak] * (c->is_main[row] ? c->main : 1.0);
      c->effort[cell * n + game] += amount;
      c->touched[written++] = cell * n + game;
    }
  }
  return written;
}

/* The same, of orders that are settled at once. Streaks are read before any is written: equal orders count alike. */
i64 carry_out(const Carried *c) {
  for (i64 row = 0; row < c->rows; row++) c->streak[row] = followed(c, row);
  for (i64 row = 0; row < c->rows; row++)
    if (c->outcome[row] == -1) remember(c, row);
  return add_effort(c);
}
