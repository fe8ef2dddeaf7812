/* Chooses a seat's orders game by game, as wargame/bots/policy.py does for all games at once; the same bits.

   Every draw is keyed `bot|seat|name|n`, four to an order: action, first target, second target, level. */
static double share(const Board *P, const Seat *seat, i64 game, int slot, int which) {
  return unit(mixed(P->keys[game] + seat->keys[slot * DICE + which]));
}

/* The first position at which cumulative weights exceed a share of their total. `reached` has room for a whole number of
   EIGHT beyond its size: loops of a known length are those that compilers turn into vectors. */
#define EIGHT 8
static i64 chosen(double *reached, i64 size, double u) {
  const double edge = u * reached[size - 1];
  i64 passed = 0;
  for (i64 j = 0; j < EIGHT; j++) reached[size + j] = __builtin_inf();
  for (i64 i = 0; i < size; i += EIGHT) {
    i64 some = 0;
    for (i64 j = 0; j < EIGHT; j++) some += reached[i + j] <= edge;
    passed += some;
  }
  return passed < size ? passed : size - 1;
}

static int was_last_turn(const Buffer *buffer, i64 row, i64 n, i64 game, i64 turn) {
  const i64 last = buffer->streaks[row * n + game] / PER_TURN;
  return last == turn - 1 && last > 0;
}

/* Prices of an order at a level, and whether it could be legal there. */
static int priced(const Board *P, const Seat *seat, i64 game, i64 a, const i64 *cell, i64 step, double *price) {
  const i64 at = a * seat->most_levels + step;
  for (i64 c = 0; c < seat->currencies; c++) price[c] = seat->prices[c * seat->actions * seat->most_levels + at];
  if (!seat->looked_at[a] || (seat->settled[a] && step == 0)) return 1;
  double out[MOST_VALUES];
  seat->orders[a](P, game, cell, seat->levels[at], out);
  int legal = 1;
  for (i64 i = 0; i < seat->conditions[a]; i++) legal &= out[i] != 0.0;
  for (i64 k = 0; k < seat->costs[a]; k++) {
    const i64 payer = seat->payers[a * seat->most_costs + k];
    if (payer >= 0) price[payer] = out[seat->conditions[a] + k];
  }
  return legal;
}

static int payable(const Seat *seat, const double *price, const double *left) {
  for (i64 c = 0; c < seat->currencies; c++)
    if (!(price[c] <= left[c] || price[c] <= 0.0)) return 0;
  return 1;
}

/* The second target, among those that are legal with the first; gives whether there is one. */
static int goal_found(const Board *P, const Seat *seat, const Buffer *buffer, const unsigned char *given, i64 game, i64 a,
                      i64 *cell, double u) {
  const i64 size = seat->second[a], turn = (i64)P->plain[0];
  const double level = seat->levels[a * seat->most_levels];
  double reached[MOST + EIGHT], total = 0.0, out[MOST_VALUES];
  for (i64 k = 0; k < size; k++) {
    const i64 pair = cell[0] * size + k;
    cell[1] = k;
    seat->orders[a](P, game, cell, level, out);
    int legal = !given[seat->given[a] + pair];
    for (i64 i = 0; i < seat->conditions[a]; i++) legal &= out[i] != 0.0;
    if (!seat->repeats[a]) legal &= !was_last_turn(buffer, seat->streaks[a] + pair, P->games, game, turn);
    double wish = 1.0;
    if (seat->goals[a]) {
      seat->goals[a](P, game, cell, level, out);
      wish = out[0];
    }
    total += legal && wish > 0.0 ? wish : 0.0;
    reached[k] = total;
  }
  cell[1] = chosen(reached, size, u);
  return total > 0.0;
}

/* How many targets of each action are wished for in each game of a block; not those of last turn, where that is barred. */
static void count_wishes(const Seat *seat, const Buffer *buffer, i64 turn, i64 (*counted)[LANES]) {
  for (i64 a = 0; a < seat->actions; a++) {
    const int watched = !seat->repeats[a] && !seat->second[a];
    i64 count[LANES] = {0};
    for (i64 k = 0; k < seat->sizes[a]; k++) {
      double *wish = buffer->wishes + (seat->offsets[a] + k) * LANES;
      if (watched) {
        const short *streak = buffer->streaks + (seat->streaks[a] + k) * LANES;
        for (int l = 0; l < LANES; l++) {
          const int last = (unsigned short)streak[l] / PER_TURN;
          wish[l] = last == turn - 1 && last > 0 ? 0.0 : wish[l];
        }
      }
      for (int l = 0; l < LANES; l++) count[l] += wish[l] > 0.0;
    }
    for (int l = 0; l < LANES; l++) counted[a][l] = count[l];
  }
}

/* `given`: by pair of targets, all 0. `over` (or nothing): games for which nothing is to be chosen. */
void choose(const Board *P, const Seat *seat, const Buffer *buffer, unsigned char *given, const unsigned char *over) {
  const i64 n = P->games, A = seat->actions, C = seat->currencies, turn = (i64)P->plain[0];
  i64 counted[MOST][LANES], marked[SLOTS];
  if (n == LANES) count_wishes(seat, buffer, turn, counted);
  for (i64 game = 0; game < n; game++) {
    if (over && over[game]) continue;
    double weights[MOST + EIGHT], chances[MOST + EIGHT], reached[MOST + EIGHT], least[(MOST + EIGHT) * MOST_CURRENCIES];
    double left[MOST_CURRENCIES], price[MOST_CURRENCIES];
    i64 counts[MOST], likely[MOST], number = 0; /* the actions that have a weight and, but for keeping, a target */
    int started = 0, marks = 0;
    for (i64 c = 0; c < C; c++) left[c] = buffer->left[c * n + game];
    for (i64 a = 0; a <= A; a++) {
      const double weight = buffer->weights[a * n + game];
      i64 count = a == A;
      if (!(weight > 0.0)) continue;
      if (n == LANES && a < A) count = counted[a][game];
      else for (i64 k = 0; a < A && k < seat->sizes[a]; k++) {
        double *wish = buffer->wishes + (seat->offsets[a] + k) * n + game;
        if (!seat->repeats[a] && !seat->second[a] && was_last_turn(buffer, seat->streaks[a] + k, n, game, turn)) *wish = 0.0;
        count += *wish > 0.0;
      }
      if (!count) continue;
      for (i64 c = 0; c < C; c++) least[c * (MOST + EIGHT) + number] = buffer->least[(c * (A + 1) + a) * n + game];
      weights[number] = weight;
      counts[number] = count;
      likely[number++] = a;
    }
    for (i64 j = 0; j < EIGHT; j++) {
      weights[number + j] = 0.0;
      for (i64 c = 0; c < C; c++) least[c * (MOST + EIGHT) + number + j] = 0.0;
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      double total = 0.0;
      for (i64 i = 0; i < number; i += EIGHT) {
        for (i64 j = 0; j < EIGHT; j++) chances[i + j] = weights[i + j];
        for (i64 c = 0; c < C; c++) {
          const double *price_now = least + c * (MOST + EIGHT) + i, money = left[c];
          for (i64 j = 0; j < EIGHT; j++) chances[i + j] = price_now[j] <= money ? chances[i + j] : 0.0;
        }
      }
      for (i64 i = 0; i < number; i++) reached[i] = total += chances[i];
      if (!(total > 0.0)) break;
      const i64 which = chosen(reached, number, share(P, seat, game, slot, 0)), a = likely[which];
      if (a == A) break;
      double *wishes = buffer->wishes + seat->offsets[a] * n + game;
      total = 0.0;
      for (i64 k = 0; k < seat->sizes[a]; k++) reached[k] = total += wishes[k * n];
      i64 cell[2] = {chosen(reached, seat->sizes[a], share(P, seat, game, slot, 1)), 0};
      int fine = !seat->second[a] || goal_found(P, seat, buffer, given, game, a, cell, share(P, seat, game, slot, 2));
      i64 step = seat->steps[a];
      if (seat->drawn) {
        step = (i64)(share(P, seat, game, slot, 3) * (double)seat->level_counts[a]);
        if (step >= seat->level_counts[a]) step = seat->level_counts[a] - 1;
      } else if (seat->free[a]) {
        double want;
        const double *levels = seat->levels + a * seat->most_levels;
        seat->wanted[a](P, game, cell, levels[0], &want);
        step = 0;
        for (i64 k = 1; k < seat->level_counts[a]; k++) step += (levels[k] + levels[k - 1]) * 0.5 < want;
      }
      int legal = priced(P, seat, game, a, cell, step, price);
      int paid = payable(seat, price, left);
      if (!paid && step > 0) {
        step = 0;
        legal = priced(P, seat, game, a, cell, step, price);
        paid = payable(seat, price, left);
      }
      fine &= legal & paid;
      if (seat->second[a] && fine) {
        marked[marks] = seat->given[a] + cell[0] * seat->second[a] + cell[1];
        given[marked[marks++]] = 1;
      } else {
        wishes[cell[0] * n] = 0.0;
        if (--counts[which] == 0) weights[which] = 0.0;
      }
      if (!fine) continue;
      for (i64 c = 0; c < C; c++) left[c] -= price[c];
      const i64 place = slot * n + buffer->counts[slot]++;
      buffer->games[place] = game;
      buffer->action[place] = a;
      buffer->first[place] = cell[0];
      buffer->target[place] = cell[1];
      buffer->level[place] = seat->levels[a * seat->most_levels + step];
      buffer->main[place] = !started;
      started = 1;
    }
    while (marks) given[marked[--marks]] = 0;
  }
}
