/* Plays whole games, a block of LANES at a time and all its turns one after the other: what a block is stays near the
   processor. As wargame/batch/chunk.py does turn by turn for all games at once; the same bits. */
typedef void (*Block)(const Board *P, void *S, void *const *out);

/* What orders cost and who pays, as wargame/adjudicator/settlement.py settles a table that is orderly. */
typedef struct {
  i64 currencies, actions, most_costs;     /* currency 0: action points */
  const unsigned char *sure;               /* by action: price = base + slope * level, and nothing else to be asked */
  const double *base, *slope;              /* [currencies, actions] */
  const Order *checks;                     /* by action: conditions, then prices */
  const i64 *conditions, *costs, *payers;  /* by action; payers [actions, most_costs]: the currency of a price */
  const double *points, *banks;            /* by seat */
  const i64 *purses;                       /* [seats, currencies]: place in the workspace, or -1 */
  const i64 *streaks;                      /* by action: first of its streaks */
} Charges;

/* What an inject may ask a seat. */
typedef struct {
  i64 seat, reply, action, target, choices; /* reply: place in the workspace; target: position of the inject */
  u64 key;
  const double *weights;                    /* [choices, LANES] */
} Question;

/* What a seat does at a table. */
typedef struct {
  i64 seat;
  const double *deed, *target;              /* position of the action from 1, 0 for nothing; of its target [LANES] */
} Bargain;

typedef struct {
  i64 games, length, seats, endings, arrays, histories, records, questions, bargains, streak_rows, efforts, plain_width;
  i64 most;                                 /* orders in a block */
  const double *const *from;                /* arrays of the state [cells, games] */
  double *const *to;                        /* the same where it changes, else nothing */
  const i64 *places, *cells;                /* by array, in the workspace */
  const i64 *history;                       /* place, turns, cells, place of the metric */
  const i64 *record;                        /* places of what is recorded */
  double *recorded;                         /* [records, length, games] */
  const u64 *game_keys;
  const double *plain;                      /* [length, plain_width] */
  double *banked;                           /* [seats, games] */
  i64 *ended, *turns;                       /* by game: which ending, after how many turns */
  const Seat *const *seat;
  Hand *const *hand;
  const i64 *const *numbers;                /* by seat: positions of its actions among all */
  const i64 *purse_counts, *const *purses;  /* by seat: places of its money, in the order of its currencies */
  const double *const *lows;
  const Question *question;
  const Bargain *bargain;
  const Charges *charges;
  Carried *carried;
  Board *board;
  Block turn, hands, over;
  void *const *weighed;                     /* results of `hands` */
  unsigned char *const *holds;              /* results of `over` [LANES] */
  u64 *keys;                                /* [LANES] */
  double *workspace, *effort, *bank;        /* bank [seats, LANES] */
  unsigned char *given;
  double *price;                            /* [currencies, most] */
} Match;

static void column(Carried *c, i64 row, i64 game, i64 seat, i64 action, i64 first, i64 second, double level, int main) {
  ((i64 *)c->game)[row] = game;
  ((i64 *)c->seat)[row] = seat;
  ((i64 *)c->action)[row] = action;
  ((i64 *)c->first)[row] = first;
  ((i64 *)c->second)[row] = second;
  ((double *)c->level)[row] = level;
  ((unsigned char *)c->is_main)[row] = main;
}

/* All bots choose, each from the state as the turn found it; orders stand line by line and seat by seat. */
static void orders(const Match *m, const unsigned char *over) {
  const Board *P = m->board;
  Carried *c = m->carried;
  i64 row = 0;
  m->hands(P, m->workspace, m->weighed);
  for (i64 s = 0; s < m->seats; s++) {
    Hand *hand = m->hand[s];
    for (i64 l = 0; l < LANES; l++) {
      hand->left[l] = m->charges->points[s] + m->bank[s * LANES + l];
      for (i64 k = 0; k < m->purse_counts[s]; k++)
        hand->left[(k + 1) * LANES + l] = m->workspace[m->purses[s][k] * LANES + l] - m->lows[s][k];
    }
    __builtin_memset(hand->counts, 0, SLOTS * sizeof(i64));
    choose(P, m->seat[s], hand, m->given, over);
  }
  for (i64 slot = 0; slot < SLOTS; slot++)
    for (i64 s = 0; s < m->seats; s++) {
      const Hand *hand = m->hand[s];
      for (i64 k = 0; k < hand->counts[slot]; k++) {
        const i64 at = slot * LANES + k;
        column(c, row++, hand->games[at], s, m->numbers[s][hand->action[at]], hand->first[at], hand->target[at],
               hand->level[at], hand->main[at]);
      }
    }
  for (i64 q = 0; q < m->questions; q++) {
    const Question *asked = m->question + q;
    for (i64 l = 0; l < LANES; l++) {
      if (over[l] || m->workspace[asked->reply * LANES + l] != WAITING) continue;
      double reached[MOST], total = 0.0;
      for (i64 k = 0; k < asked->choices; k++) reached[k] = total += asked->weights[k * LANES + l];
      if (!(total > 0.0)) continue;
      const i64 taken = chosen(reached, asked->choices, unit(mixed(P->keys[l] + asked->key)));
      column(c, row++, l, asked->seat, asked->action, asked->target, 0, (double)taken + 1.0, 0);
    }
  }
  for (const Bargain *b = m->bargain; b < m->bargain + m->bargains; b++)
    for (i64 l = 0; l < LANES; l++)
      if (!over[l] && b->deed[l] > 0.0)
        column(c, row++, l, b->seat, (i64)b->deed[l] - 1, (i64)b->target[l], 0, 1.0, 0);
  c->rows = row;
}

/* All are priced before any is paid. */
static void settle(const Match *m) {
  const Board *P = m->board;
  const Charges *t = m->charges;
  Carried *c = m->carried;
  double spent[m->seats * LANES];
  for (i64 i = 0; i < m->seats * LANES; i++) spent[i] = 0.0;
  for (i64 row = 0; row < c->rows; row++) {
    const i64 a = c->action[row], seat = c->seat[row], lane = c->game[row];
    i64 outcome = -1;
    double points = 0.0;
    for (i64 k = 0; k < t->currencies; k++) m->price[k * m->most + row] = 0.0;
    if (t->sure[a]) {
      points = t->base[a] + t->slope[a] * c->level[row];
      for (i64 k = 1; k < t->currencies; k++)
        m->price[k * m->most + row] = to_grid(t->base[k * t->actions + a] + t->slope[k * t->actions + a] * c->level[row]);
    } else {
      const i64 cell[3] = {c->many[a] ? c->seat_at[seat] : c->first[row], c->many[a] ? c->first[row] : c->second[row],
                           c->second[row]};
      double out[MOST_VALUES];
      t->checks[a](P, lane, cell, c->level[row], out);
      for (i64 i = t->conditions[a] - 1; i >= 0; i--) if (out[i] == 0.0) outcome = i;
      for (i64 i = 0; i < t->costs[a]; i++) {
        const i64 payer = t->payers[a * t->most_costs + i];
        if (payer == 0) points = out[t->conditions[a] + i];
        else m->price[payer * m->most + row] = to_grid(out[t->conditions[a] + i]);
      }
    }
    spent[seat * LANES + lane] += points;
    ((i64 *)c->outcome)[row] = outcome;
    ((i64 *)c->slot)[row] = t->streaks[a] +
        ((seat * c->many[a] * c->sizes[0][a] + c->first[row]) * c->sizes[1][a] + c->second[row]);
  }
  for (i64 row = 0; row < c->rows; row++) {
    if (c->outcome[row] != -1) continue;
    for (i64 k = 1; k < t->currencies; k++) {
      const i64 purse = t->purses[c->seat[row] * t->currencies + k];
      if (purse >= 0) m->workspace[purse * LANES + c->game[row]] -= m->price[k * m->most + row];
    }
  }
  for (i64 s = 0; s < m->seats; s++)
    for (i64 l = 0; l < LANES; l++) {
      double *banked = m->bank + s * LANES + l;
      const double left = t->points[s] + *banked - spent[s * LANES + l], kept = left > 0.0 ? left : 0.0;
      *banked = kept < t->banks[s] ? kept : t->banks[s];
    }
}

/* The present turn's keys, and what formulas read of the turn itself. */
static void open_turn(const Match *m, i64 first, i64 left, i64 turn) {
  for (i64 l = 0; l < LANES; l++)
    m->keys[l] = mixed(m->game_keys[first + (l < left ? l : left - 1)] + (u64)turn * 0x9E3779B97F4A7C15ULL);
  m->board->plain = m->plain + (turn - 1) * m->plain_width;
  m->carried->turn = turn;
}

static void copy_in(const Match *m, i64 first, i64 left) {
  for (i64 a = 0; a < m->arrays; a++)
    for (i64 c = 0; c < m->cells[a]; c++)
      for (i64 l = 0; l < LANES; l++)
        m->workspace[(m->places[a] + c) * LANES + l] = m->from[a][c * m->games + first + (l < left ? l : left - 1)];
  for (i64 s = 0; s < m->seats; s++)
    for (i64 l = 0; l < LANES; l++)
      m->bank[s * LANES + l] = m->banked[s * m->games + first + (l < left ? l : left - 1)];
  __builtin_memset(m->effort, 0, m->efforts * LANES * sizeof(double));
  __builtin_memset(m->carried->streaks, 0, m->streak_rows * LANES * sizeof(short));
}

/* Leaves a game as it ended. */
static void copy_out(const Match *m, i64 first, i64 lane) {
  for (i64 a = 0; a < m->arrays; a++)
    if (m->to[a])
      for (i64 c = 0; c < m->cells[a]; c++)
        m->to[a][c * m->games + first + lane] = m->workspace[(m->places[a] + c) * LANES + lane];
  for (i64 s = 0; s < m->seats; s++) m->banked[s * m->games + first + lane] = m->bank[s * LANES + lane];
}

static void close_turn(const Match *m, i64 first, i64 turn, unsigned char *over) {
  double *S = m->workspace;
  for (i64 h = 0; h < m->histories; h++) {
    const i64 *at = m->history + 4 * h, row = at[2] * LANES;
    __builtin_memmove(S + at[0] * LANES + row, S + at[0] * LANES, (at[1] - 1) * row * sizeof(double));
    __builtin_memcpy(S + at[0] * LANES, S + at[3] * LANES, row * sizeof(double));
  }
  m->over(m->board, S, (void *const *)m->holds);
  for (i64 l = 0; l < LANES; l++) {
    if (over[l]) continue;
    const i64 game = first + l;
    for (i64 k = 0; k < m->records; k++)
      m->recorded[(k * m->length + turn - 1) * m->games + game] = S[m->record[k] * LANES + l];
    i64 ending = 0;
    while (ending < m->endings && !m->holds[ending][l]) ending++;
    if (ending == m->endings && turn < m->length) continue;
    m->ended[game] = ending;
    m->turns[game] = turn;
    over[l] = 1;
    copy_out(m, first, l);
  }
}

void play(const Match *m) {
  for (i64 first = 0; first < m->games; first += LANES) {
    const i64 left = m->games - first;
    unsigned char over[LANES];
    i64 written = 0, running = LANES;
    for (i64 l = 0; l < LANES; l++) over[l] = l >= left;
    copy_in(m, first, left);
    for (i64 turn = 1; running; turn++) {
      open_turn(m, first, left, turn);
      for (i64 i = 0; i < written; i++) m->effort[m->carried->touched[i]] = 0.0;
      orders(m, over);
      settle(m);
      written = carry_out(m->carried);
      m->turn(m->board, m->workspace, 0);
      close_turn(m, first, turn, over);
      running = 0;
      for (i64 l = 0; l < LANES; l++) running += !over[l];
    }
  }
}
