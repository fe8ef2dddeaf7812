/* Plays whole games. A block is a group of LANES games. All turns of a block are played before the next block. The data
   of a block therefore stay in the processor's cache. wargame/batch/chunk.py plays all games at once, turn by turn,
   with the same bits.

   `m`: the games to play. `first`: the number of the block's first game. `left`: the number of games from `first` on.
   `over`: by lane, whether the game has ended. A lane is the place of one game in the block. */
static void write_order(const Match *m, i64 row, i64 line, i64 game, i64 seat, i64 action, i64 first, i64 second,
                        double level, int main) {
  const Carried *c = m->carried;
  m->charges->line[row] = line;
  c->game[row] = game;
  c->seat[row] = seat;
  c->action[row] = action;
  c->first[row] = first;
  c->second[row] = second;
  c->level[row] = level;
  c->is_main[row] = main;
}

/* All bots choose from the state before the turn. The orders are written line by line, and seat by seat within a line.
   The orders `given` (may be a null pointer) replace the choices of their seats. */
static void orders(const Match *m, i64 first, const unsigned char *over, const Given *given) {
  const GameArrays *P = m->state;
  i64 row = 0, next[LANES];
  if (m->drawn) {
    m->carried->rows = draw_orders(P, m->drawn, m->workspace, m->carried, over);
    return;
  }
  m->choices(P, m->workspace, m->weighed);
  for (i64 s = 0; s < m->seats; s++) {
    Buffer *buffer = m->buffer[s];
    __builtin_memset(buffer->counts, 0, SLOTS * sizeof(i64));
    if (given && given->seats[s]) continue;
    for (i64 l = 0; l < LANES; l++) {
      buffer->left[l] = m->charges->points[s] + m->charges->bank[s * LANES + l];
      for (i64 k = 0; k < m->purse_counts[s]; k++)
        buffer->left[(k + 1) * LANES + l] = m->workspace[m->purses[s][k] * LANES + l] - m->lows[s][k];
    }
    choose(P, m->seat[s], buffer, m->given, over);
  }
  if (given)
    for (i64 l = 0; l < LANES; l++) next[l] = over[l] ? 0 : given->starts[first + l];
  for (i64 slot = 0; slot < SLOTS; slot++)
    for (i64 s = 0; s < m->seats; s++) {
      const Buffer *buffer = m->buffer[s];
      for (i64 k = 0; k < buffer->counts[slot]; k++) {
        const i64 at = slot * LANES + k;
        write_order(m, row++, slot, buffer->games[at], s, m->numbers[s][buffer->action[at]], buffer->first[at],
                    buffer->target[at], buffer->level[at], buffer->main[at]);
      }
      if (!given || !given->seats[s]) continue;
      for (i64 l = 0; l < LANES; l++) {
        const i64 at = next[l];
        if (over[l] || at == given->starts[first + l + 1] || given->line[at] != slot || given->seat[at] != s) continue;
        next[l]++;
        write_order(m, row++, slot, l, s, given->action[at], given->first[at], given->second[at], given->level[at],
                    given->main[at]);
      }
    }
  for (const Question *q = m->question; q < m->question + m->questions; q++) {
    if (given && given->seats[q->seat]) continue;
    for (i64 l = 0; l < LANES; l++) {
      if (over[l] || m->workspace[q->reply * LANES + l] != WAITING) continue;
      double reached[MOST], total = 0.0;
      for (i64 k = 0; k < q->choices; k++) reached[k] = total += q->weights[k * LANES + l];
      if (!(total > 0.0)) continue;
      const i64 taken = chosen(reached, q->choices, unit(mixed(P->keys[l] + q->key)));
      write_order(m, row++, q->line, l, q->seat, q->action, q->target, 0, (double)taken + 1.0, 0);
    }
  }
  for (const Bargain *b = m->bargain; b < m->bargain + m->bargains; b++) {
    if (given && given->seats[b->seat]) continue;
    for (i64 l = 0; l < LANES; l++)
      if (!over[l] && b->deed[l] > 0.0)
        write_order(m, row++, b->line, l, b->seat, (i64)b->deed[l] - 1, (i64)b->target[l], 0, 1.0, 0);
  }
  m->carried->rows = row;
}

/* Sets the keys of the present turn, and the values of the turn that formulas read. */
static void open_turn(const Match *m, i64 first, i64 left, i64 turn) {
  for (i64 l = 0; l < LANES; l++)
    m->keys[l] = mixed(m->game_keys[first + (l < left ? l : left - 1)] + (u64)turn * 0x9E3779B97F4A7C15ULL);
  m->state->plain = m->plain + (turn - 1) * m->plain_width;
  m->carried->turn = turn;
}

/* Lanes beyond the last game repeat the last game. */
static void copy_array(const Match *m, i64 a, i64 first, i64 left) {
  double *to = m->workspace + m->places[a] * LANES;
  for (i64 c = 0; c < m->cells[a]; c++, to += LANES) {
    const double *from = m->alike[a] ? m->from[a] + c : m->from[a] + c * m->games + first;
    if (m->alike[a]) for (i64 l = 0; l < LANES; l++) to[l] = *from;
    else if (left >= LANES) __builtin_memcpy(to, from, LANES * sizeof(double));
    else for (i64 l = 0; l < LANES; l++) to[l] = from[l < left ? l : left - 1];
  }
}

static void copy_in(const Match *m, i64 first, i64 left) {
  short *streaks = m->carried->streaks;
  for (i64 a = 0; a < m->arrays; a++) copy_array(m, a, first, left);
  for (i64 s = 0; s < m->charges->seats; s++)
    for (i64 l = 0; l < LANES; l++)
      m->charges->bank[s * LANES + l] = m->banked[s * m->games + first + (l < left ? l : left - 1)];
  if (m->turn_now == 1) __builtin_memset(streaks, 0, m->streak_rows * LANES * sizeof(short));
  for (i64 r = 0; m->turn_now > 1 && r < m->streak_rows; r++)
    for (i64 l = 0; l < LANES; l++)
      streaks[r * LANES + l] = m->streaks[r * m->games + first + (l < left ? l : left - 1)];
  __builtin_memset(m->effort, 0, m->efforts * LANES * sizeof(double));
  if (!m->opening) return;
  m->opening(m->state, m->workspace, 0);
  for (i64 h = 0; h < m->histories; h++) {
    const i64 *at = m->history + 4 * h;
    __builtin_memcpy(m->workspace + at[0] * LANES, m->workspace + at[3] * LANES, at[2] * LANES * sizeof(double));
  }
}

/* Writes the hashed values of finished games, one row for each game. -0.0 + 0.0 is 0.0, which leaves one zero only. */
static void write_rows(const Match *m, i64 first, const i64 *leaving) {
  i64 lanes[LANES], number = 0;
  double *rows[LANES];
  for (i64 l = 0; l < LANES; l++) {
    if (!leaving[l]) continue;
    rows[number] = m->rows + (first + l - m->start) * m->row_width;
    const i64 marks[2] = {m->turns[first + l] + 1, m->ended[first + l]};
    __builtin_memcpy(rows[number], marks, sizeof marks);
    lanes[number++] = l;
  }
  for (i64 h = 0; h < m->hashed; h++) {
    const i64 *at = m->hashes + 3 * h;
    const double *from = m->workspace + at[1] * LANES;
    for (i64 c = 0; c < at[2]; c++, from += LANES)
      for (i64 k = 0; k < number; k++) rows[k][at[0] + c] = from[lanes[k]] + 0.0;
  }
  for (i64 s = 0; s < m->charges->seats; s++)
    for (i64 k = 0; k < number; k++)
      rows[k][m->row_width - m->charges->seats + s] = m->charges->bank[s * LANES + lanes[k]] + 0.0;
}

/* `leaving`: by lane, whether the game has just ended. Copies the state of these games to `m->kept`. Whole rows are
   copied out when all games are finished. */
static void keep(const Match *m, i64 first, const i64 *leaving) {
  for (i64 a = 0; a < m->arrays; a++) {
    if (!m->to[a]) continue;
    const double *from = m->workspace + m->places[a] * LANES;
    double *kept = m->kept + m->places[a] * LANES;
    for (i64 c = 0; c < m->cells[a]; c++, from += LANES, kept += LANES)
      for (i64 l = 0; l < LANES; l++) kept[l] = leaving[l] ? from[l] : kept[l];
  }
  for (i64 l = 0; l < LANES; l++) {
    if (!leaving[l]) continue;
    for (i64 s = 0; s < m->charges->seats; s++) m->banked[s * m->games + first + l] = m->charges->bank[s * LANES + l];
    for (i64 r = 0; m->ended[first + l] < 0 && r < m->streak_rows; r++) /* no turn follows an ending */
      m->streaks[r * m->games + first + l] = m->carried->streaks[r * LANES + l];
  }
}

/* `untouched`: games that were already over. They are not copied. */
static void copy_out(const Match *m, i64 first, i64 left, const unsigned char *untouched) {
  i64 whole = left >= LANES;
  for (i64 l = 0; l < LANES; l++) whole &= !untouched[l];
  for (i64 a = 0; a < m->arrays; a++) {
    if (!m->to[a]) continue;
    for (i64 c = 0; c < m->cells[a]; c++) {
      const double *kept = m->kept + (m->places[a] + c) * LANES;
      double *to = m->to[a] + c * m->games + first;
      if (whole) __builtin_memcpy(to, kept, LANES * sizeof(double));
      else for (i64 l = 0; l < LANES && l < left; l++) if (!untouched[l]) to[l] = kept[l];
    }
  }
}

static i64 ending_of(const Match *m, i64 lane) {
  i64 ending = 0;
  while (ending < m->endings && !m->holds[ending][lane]) ending++;
  return ending;
}

/* Scores and removes games that end, from the state before the next turn. Every game ends after turn `until`. */
static void close_turn(const Match *m, i64 first, i64 turn, unsigned char *over) {
  double *S = m->workspace;
  i64 some = 0, leaving[LANES] = {0};
  for (i64 h = 0; h < m->histories; h++) {
    const i64 *at = m->history + 4 * h, row = at[2] * LANES;
    __builtin_memmove(S + at[0] * LANES + row, S + at[0] * LANES, (at[1] - 1) * row * sizeof(double));
    __builtin_memcpy(S + at[0] * LANES, S + at[3] * LANES, row * sizeof(double));
  }
  m->over(m->state, S, (void *const *)m->holds);
  for (i64 l = 0; l < LANES; l++) {
    if (over[l]) continue;
    const i64 game = first + l, ending = ending_of(m, l);
    for (i64 k = 0; k < m->records; k++)
      m->recorded[(k * m->length + turn - 1) * m->games + game] = S[m->record[k] * LANES + l];
    if (ending == m->endings && turn < m->until) continue;
    m->ended[game] = ending == m->endings && turn < m->length ? -1 : ending;
    m->turns[game] = turn;
    over[l] = 1;
    some = leaving[l] = 1;
  }
  if (!some) return;
  open_turn(m, first, m->stop - first, turn + 1);
  m->score(m->state, S, m->valued);
  for (i64 l = 0; l < LANES; l++)
    for (i64 k = 0; leaving[l] && k < m->values; k++)
      if (m->valued[k]) m->scores[k * m->games + first + l] = ((const double *)m->valued[k])[l];
  if (m->rows) write_rows(m, first, leaving);
  keep(m, first, leaving);
}

static i64 running(const unsigned char *over) {
  i64 found = 0;
  for (i64 l = 0; l < LANES; l++) found += !over[l];
  return found;
}

void play(const Match *m) {
  for (i64 first = m->start; first < m->stop; first += LANES) {
    const i64 left = m->stop - first;
    const Given *given = m->told;
    unsigned char over[LANES], untouched[LANES];
    i64 written = 0;
    for (i64 l = 0; l < LANES; l++) untouched[l] = over[l] = l >= left || m->ended[first + l] >= 0;
    if (!running(over)) continue;
    copy_in(m, first, left);
    for (i64 turn = m->turn_now; running(over); turn++) {
      open_turn(m, first, left, turn);
      for (i64 i = 0; i < written; i++) m->effort[m->carried->touched[i]] = 0.0;
      orders(m, first, over, given);
      if (given) {
        settle_lines(m->state, m->charges, m->carried, m->workspace);
        written = add_effort(m->carried);
      } else {
        settle(m->state, m->charges, m->carried, m->workspace);
        written = carry_out(m->carried);
      }
      given = 0;
      m->turn(m->state, m->workspace, 0);
      close_turn(m, first, turn, over);
    }
    copy_out(m, first, left, untouched);
  }
}
