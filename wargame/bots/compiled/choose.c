/* Chooses the orders of a seat game by game. wargame/bots/policy.py chooses for all games at once, with the same bits.

   The dice have the names `bot|seat|name|n`. An order has four dice: action, first target, second target, level.

   `P`: the arrays of the games. `seat`: the seat's tables. `buffer`: the arrays in which the seat chooses.
   `a`: an action. `n`: the number of games in each row of an array. A wish is the weight of a target. */
static double share(const GameArrays *P, const Seat *seat, i64 game, int slot, int which) {
  return unit(mixed(P->keys[game] + seat->keys[slot * DICE + which]));
}

/* Returns the first position at which the cumulative weights are above a share of their sum. */
static i64 chosen(const double *reached, i64 size, double u) {
  const double edge = u * reached[size - 1];
  i64 passed = 0;
  for (i64 i = 0; i < size; i++) passed += reached[i] <= edge;
  return passed < size ? passed : size - 1;
}

static int was_last_turn(const Buffer *buffer, i64 row, i64 n, i64 game, i64 turn) {
  const i64 last = buffer->streaks[row * n + game] / PER_TURN;
  return last == turn - 1 && last > 0;
}

/* Computes the prices of an order at a level, and whether the order could be legal at this level. */
static int priced(const GameArrays *P, const Seat *seat, i64 game, i64 a, const i64 *cell, i64 step, double *price) {
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

/* Chooses a second target that is legal with the first target. Returns whether there is such a target. */
static int goal_found(const GameArrays *P, const Seat *seat, const Buffer *buffer, const unsigned char *given, i64 game, i64 a,
                      i64 *cell, double u) {
  const i64 size = seat->second[a], turn = (i64)P->plain[0];
  const double level = seat->levels[a * seat->most_levels];
  double reached[MOST], total = 0.0, out[MOST_VALUES];
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

/* The likely actions in some of LANES games, by action and lane by lane. Loops over all lanes become vectors. */
typedef struct {
  i64 number, actions[MOST + 1];                /* with a weight and a target in some game; keeping needs no target */
  i64 last[LANES];                              /* the last likely action in each game */
  i64 counts[MOST + 1][LANES];                  /* how many targets still have a wish */
  double weights[MOST + 1][LANES], reached[MOST + 1][LANES];
  double least[MOST_CURRENCIES][MOST + 1][LANES], left[MOST_CURRENCIES][LANES];
} Likely;

/* Sets a wish to 0 if the order was given last turn and may not repeat. Rows have n games. The function uses `lanes`
   games from game `first` on. */
static inline __attribute__((always_inline)) void find_likely(const Seat *seat, const Buffer *buffer, Likely *likely,
                                                              i64 n, i64 first, i64 lanes, i64 turn) {
  const i64 A = seat->actions, C = seat->currencies;
  likely->number = 0;
  for (i64 l = 0; l < LANES; l++) likely->last[l] = 0;
  for (i64 c = 0; c < C; c++)
    for (i64 l = 0; l < lanes; l++) likely->left[c][l] = buffer->left[c * n + first + l];
  for (i64 a = 0; a <= A; a++) {
    const i64 i = likely->number;
    double *const weight = likely->weights[i];
    i64 *const count = likely->counts[i], some = 0;
    for (i64 l = 0; l < LANES; l++) {
      weight[l] = 0.0;
      count[l] = a == A;
    }
    for (i64 l = 0; l < lanes; l++) {
      const double found = buffer->weights[a * n + first + l];
      weight[l] = found > 0.0 ? found : 0.0;
      some |= found > 0.0;
    }
    if (!some) continue;
    for (i64 k = 0; a < A && k < seat->sizes[a]; k++) {
      double *const wish = buffer->wishes + (seat->offsets[a] + k) * n + first;
      if (!seat->repeats[a] && !seat->second[a]) {
        const short *const streak = buffer->streaks + (seat->streaks[a] + k) * n + first;
        for (i64 l = 0; l < lanes; l++) {
          const int last = (unsigned short)streak[l] / PER_TURN;
          wish[l] = last == turn - 1 && last > 0 ? 0.0 : wish[l];
        }
      }
      for (i64 l = 0; l < lanes; l++) count[l] += wish[l] > 0.0;
    }
    for (i64 l = 0; l < LANES; l++) {
      weight[l] = count[l] > 0 ? weight[l] : 0.0;
      likely->last[l] = weight[l] > 0.0 ? i : likely->last[l];
    }
    for (i64 c = 0; c < C; c++)
      for (i64 l = 0; l < lanes; l++) likely->least[c][i][l] = buffer->least[(c * (A + 1) + a) * n + first + l];
    likely->actions[likely->number++] = a;
  }
}

/* Computes the cumulative chances of likely actions that the seat can pay. `total`: their sum. */
static void add_chances(Likely *likely, i64 currencies, double *total) {
  for (i64 l = 0; l < LANES; l++) total[l] = 0.0;
  for (i64 i = 0; i < likely->number; i++) {
    double chance[LANES];
    for (i64 l = 0; l < LANES; l++) chance[l] = likely->weights[i][l];
    for (i64 c = 0; c < currencies; c++)
      for (i64 l = 0; l < LANES; l++) chance[l] = likely->least[c][i][l] <= likely->left[c][l] ? chance[l] : 0.0;
    for (i64 l = 0; l < LANES; l++) likely->reached[i][l] = total[l] += chance[l];
  }
}

/* Chooses one order of one game, with likely action number `i`. */
static void give(const GameArrays *P, const Seat *seat, const Buffer *buffer, Likely *likely, unsigned char *given,
                 i64 *marks, i64 i, i64 game, i64 l, int slot, int *started) {
  const i64 n = P->games, a = likely->actions[i], C = seat->currencies;
  double *const wishes = buffer->wishes + seat->offsets[a] * n + game;
  double reached[MOST], price[MOST_CURRENCIES], left[MOST_CURRENCIES], total = 0.0;
  for (i64 c = 0; c < C; c++) left[c] = likely->left[c][l];
  for (i64 k = 0; k < seat->sizes[a]; k++) reached[k] = total += wishes[k * n];
  i64 cell[2] = {chosen(reached, seat->sizes[a], share(P, seat, game, slot, 1)), 0};
  int fine = !seat->second[a] || goal_found(P, seat, buffer, given + l * seat->pairs, game, a, cell, share(P, seat, game, slot, 2));
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
    const i64 pair = seat->given[a] + cell[0] * seat->second[a] + cell[1];
    given[l * seat->pairs + pair] = 1;
    marks[slot] = pair + 1;
  } else {
    wishes[cell[0] * n] = 0.0;
    if (--likely->counts[i][l] == 0) likely->weights[i][l] = 0.0;
  }
  if (!fine) return;
  for (i64 c = 0; c < C; c++) likely->left[c][l] -= price[c];
  const i64 place = slot * n + buffer->counts[slot]++;
  buffer->games[place] = game;
  buffer->action[place] = a;
  buffer->first[place] = cell[0];
  buffer->target[place] = cell[1];
  buffer->level[place] = seat->levels[a * seat->most_levels + step];
  buffer->main[place] = !*started;
  *started = 1;
}

/* `given`: by lane and pair of targets, all 0. `over` (may be a null pointer): games that need no choice. */
void choose(const GameArrays *P, const Seat *seat, const Buffer *buffer, unsigned char *given, const unsigned char *over) {
  const i64 n = P->games, turn = (i64)P->plain[0];
  Likely likely;
  for (i64 first = 0; first < n; first += LANES) {
    const i64 lanes = n - first < LANES ? n - first : LANES;
    int started[LANES] = {0};
    i64 goes[LANES] = {0}, going = 0, marks[LANES][SLOTS];
    double total[LANES];
    if (n == LANES) find_likely(seat, buffer, &likely, LANES, 0, LANES, turn); /* loops of constant length */
    else find_likely(seat, buffer, &likely, n, first, lanes, turn);
    for (i64 l = 0; l < lanes; l++) going += goes[l] = !(over && over[first + l]);
    __builtin_memset(marks, 0, lanes * sizeof *marks);
    for (int slot = 0; slot < SLOTS && going; slot++) {
      i64 passed[LANES] = {0};
      double edge[LANES] = {0};
      add_chances(&likely, seat->currencies, total);
      for (i64 l = 0; l < lanes; l++) edge[l] = share(P, seat, first + l, slot, 0) * total[l];
      for (i64 i = 0; i < likely.number; i++)
        for (i64 l = 0; l < LANES; l++) passed[l] += likely.reached[i][l] <= edge[l];
      for (i64 l = 0; l < lanes; l++) {
        if (!goes[l]) continue;
        const i64 i = passed[l] < likely.number ? passed[l] : likely.last[l];
        if (total[l] > 0.0 && likely.actions[i] != seat->actions)
          give(P, seat, buffer, &likely, given, marks[l], i, first + l, l, slot, started + l);
        else going -= goes[l]--;
      }
    }
    for (i64 l = 0; seat->pairs && l < lanes; l++)
      for (int slot = 0; slot < SLOTS; slot++)
        if (marks[l][slot]) given[l * seat->pairs + marks[l][slot] - 1] = 0;
  }
}
