/* Plays whole games, a block of LANES at a time and all its turns one after the other: what a block is stays near the
   processor. As wargame/batch/chunk.py does turn by turn for all games at once; the same bits. */
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
  m->choices(P, m->workspace, m->weighed);
  for (i64 s = 0; s < m->seats; s++) {
    Buffer *buffer = m->buffer[s];
    for (i64 l = 0; l < LANES; l++) {
      buffer->left[l] = m->charges->points[s] + m->charges->bank[s * LANES + l];
      for (i64 k = 0; k < m->purse_counts[s]; k++)
        buffer->left[(k + 1) * LANES + l] = m->workspace[m->purses[s][k] * LANES + l] - m->lows[s][k];
    }
    __builtin_memset(buffer->counts, 0, SLOTS * sizeof(i64));
    choose(P, m->seat[s], buffer, m->given, over);
  }
  for (i64 slot = 0; slot < SLOTS; slot++)
    for (i64 s = 0; s < m->seats; s++) {
      const Buffer *buffer = m->buffer[s];
      for (i64 k = 0; k < buffer->counts[slot]; k++) {
        const i64 at = slot * LANES + k;
        column(c, row++, buffer->games[at], s, m->numbers[s][buffer->action[at]], buffer->first[at], buffer->target[at],
               buffer->level[at], buffer->main[at]);
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
      m->charges->bank[s * LANES + l] = m->banked[s * m->games + first + (l < left ? l : left - 1)];
  __builtin_memset(m->effort, 0, m->efforts * LANES * sizeof(double));
  __builtin_memset(m->carried->streaks, 0, m->streak_rows * LANES * sizeof(short));
}

/* Leaves a game as it ended. */
static void copy_out(const Match *m, i64 first, i64 lane) {
  for (i64 a = 0; a < m->arrays; a++)
    if (m->to[a])
      for (i64 c = 0; c < m->cells[a]; c++)
        m->to[a][c * m->games + first + lane] = m->workspace[(m->places[a] + c) * LANES + lane];
  for (i64 s = 0; s < m->seats; s++) m->banked[s * m->games + first + lane] = m->charges->bank[s * LANES + lane];
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
      settle(m->board, m->charges, m->carried, m->workspace);
      written = carry_out(m->carried);
      m->turn(m->board, m->workspace, 0);
      close_turn(m, first, turn, over);
      running = 0;
      for (i64 l = 0; l < LANES; l++) running += !over[l];
    }
  }
}
