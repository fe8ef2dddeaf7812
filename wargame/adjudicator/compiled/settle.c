/* Computes the prices of the orders of a block, and pays. wargame/adjudicator/settlement.py computes the same bits.

   A block is a group of LANES games. The array `workspace` has all values of the block.
   `P`: the arrays of the games. `t`: prices, and the cells from which seats pay. `c`: the orders, one in each row. */

/* Computes conditions and prices of an order from the state before the turn. Returns the failed condition, or -1. */
static i64 checked(const GameArrays *P, const Charges *t, const Carried *c, i64 row) {
  const i64 a = c->action[row];
  const i64 cell[3] = {c->many[a] ? c->seat_at[c->seat[row]] : c->first[row],
                       c->many[a] ? c->first[row] : c->second[row], c->second[row]};
  double out[MOST_VALUES];
  i64 failed = -1;
  t->checks[a](P, c->game[row], cell, c->level[row], out);
  for (i64 i = t->conditions[a] - 1; i >= 0; i--) if (out[i] == 0.0) failed = i;
  for (i64 i = 0; i < t->costs[a]; i++) {
    const i64 payer = t->payers[a * t->most_costs + i];
    const double price = out[t->conditions[a] + i];
    t->price[payer * t->most + row] = payer ? to_grid(price) : price;
  }
  return failed;
}

static void place(const Charges *t, const Carried *c, i64 row) {
  const i64 a = c->action[row], first = c->seat[row] * c->many[a] * c->sizes[0][a] + c->first[row];
  c->slot[row] = t->streaks[a] + first * c->sizes[1][a] + c->second[row];
}

static void keep_points(const Charges *t, const double *left) {
  for (i64 s = 0; s < t->seats; s++)
    for (i64 l = 0; l < LANES; l++) {
      const double kept = left[s * LANES + l] > 0.0 ? left[s * LANES + l] : 0.0;
      t->bank[s * LANES + l] = kept < t->banks[s] ? kept : t->banks[s];
    }
}

/* Settles orders of seats that spend no more than they have. All prices are computed before a seat pays. */
static void settle(const GameArrays *P, const Charges *t, const Carried *c, double *workspace) {
  double spent[t->seats * LANES];
  const i64 *const action = c->action, *const lane = c->game, *const seat = c->seat;
  i64 *const outcome = c->outcome;
  double *const points = t->price;
  for (i64 i = 0; i < t->seats * LANES; i++) spent[i] = 0.0;
  for (i64 row = 0; row < c->rows; row++) {
    const i64 a = action[row];
    outcome[row] = -1;
    if (t->sure[a]) {
      const double level = c->level[row];
      points[row] = t->base[a] + t->slope[a] * level;
      for (i64 k = 1; k < t->currencies; k++)
        t->price[k * t->most + row] = to_grid(t->base[k * t->actions + a] + t->slope[k * t->actions + a] * level);
    } else {
      for (i64 k = 0; k < t->currencies; k++) t->price[k * t->most + row] = 0.0;
      outcome[row] = checked(P, t, c, row);
    }
    spent[seat[row] * LANES + lane[row]] += points[row];
    if (c->counts) place(t, c, row);
  }
  for (i64 k = 1; k < t->currencies; k++)
    for (i64 row = 0; row < c->rows; row++) {
      const i64 purse = t->purses[seat[row] * t->currencies + k];
      if (purse >= 0 && outcome[row] == -1) workspace[purse * LANES + lane[row]] -= t->price[k * t->most + row];
    }
  for (i64 s = 0; s < t->seats; s++)
    for (i64 l = 0; l < LANES; l++) spent[s * LANES + l] = t->points[s] + t->bank[s * LANES + l] - spent[s * LANES + l];
  keep_points(t, spent);
}

/* Settles the orders on one line of the order lists: the rows from `start` to `end` - 1. An order lapses if it may not
   repeat, or if the seat cannot pay. */
static void settle_line(const Charges *t, const Carried *c, double *workspace, double *left, i64 start, i64 end) {
  for (i64 row = start; row < end; row++) {
    c->streak[row] = 0;
    if (!c->counts) continue;
    const i64 a = c->action[row], packed = *streak_of(c, row), last = packed / PER_TURN;
    c->streak[row] = followed(c, row);
    if (c->outcome[row] != -1) continue;
    if (last == c->turn && !t->stack[a]) c->outcome[row] = TWICE;
    else if (last != c->turn && last == c->turn - 1 && packed > 0 && !t->repeat[a]) c->outcome[row] = GIVEN_LAST_TURN;
  }
  for (i64 row = start; row < end; row++) {
    double *own = left + c->seat[row] * LANES + c->game[row];
    if (*own < t->price[row]) {
      if (c->outcome[row] == -1) c->outcome[row] = NO_POINTS;
      t->price[row] = 0.0;
    }
    *own -= t->price[row];
  }
  for (i64 k = 1; k < t->currencies; k++)
    for (i64 row = start; row < end; row++) {
      const i64 at = c->seat[row] * t->currencies + k;
      const double price = t->price[k * t->most + row];
      if (t->purses[at] < 0 || !(price > 0.0) || c->outcome[row] != -1) continue;
      if (workspace[t->purses[at] * LANES + c->game[row]] - price < t->lows[at]) c->outcome[row] = NO_MONEY;
    }
  for (i64 k = 1; k < t->currencies; k++)
    for (i64 row = start; row < end; row++) {
      const i64 at = c->seat[row] * t->currencies + k;
      const double price = t->price[k * t->most + row];
      if (t->purses[at] < 0 || price == 0.0 || c->outcome[row] != -1) continue;
      double *purse = workspace + t->purses[at] * LANES + c->game[row];
      *purse = *purse - price < t->highs[at] ? *purse - price : t->highs[at];
    }
  for (i64 row = start; row < end; row++)
    if (c->counts && c->outcome[row] == -1) remember(c, row);
}

/* Settles given orders line by line. Earlier lines are paid first. */
static void settle_lines(const GameArrays *P, const Charges *t, const Carried *c, double *workspace) {
  double left[t->seats * LANES];
  for (i64 s = 0; s < t->seats; s++)
    for (i64 l = 0; l < LANES; l++) left[s * LANES + l] = t->points[s] + t->bank[s * LANES + l];
  for (i64 row = 0; row < c->rows; row++) {
    for (i64 k = 0; k < t->currencies; k++) t->price[k * t->most + row] = 0.0;
    c->outcome[row] = checked(P, t, c, row);
    if (c->counts) place(t, c, row);
  }
  for (i64 start = 0, end; start < c->rows; start = end) {
    for (end = start; end < c->rows && t->line[end] == t->line[start];) end++;
    settle_line(t, c, workspace, left, start, end);
  }
  keep_points(t, left);
}
