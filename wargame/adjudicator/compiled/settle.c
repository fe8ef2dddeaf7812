/* What orders of a block cost and who pays, as wargame/adjudicator/settlement.py settles a table that is orderly. */
/* All are priced before any is paid. */
static void settle(const Board *P, const Charges *t, Carried *c, double *workspace) {
  double spent[t->seats * LANES];
  for (i64 i = 0; i < t->seats * LANES; i++) spent[i] = 0.0;
  for (i64 row = 0; row < c->rows; row++) {
    const i64 a = c->action[row], seat = c->seat[row], lane = c->game[row];
    i64 outcome = -1;
    double points = 0.0;
    for (i64 k = 0; k < t->currencies; k++) t->price[k * t->most + row] = 0.0;
    if (t->sure[a]) {
      points = t->base[a] + t->slope[a] * c->level[row];
      for (i64 k = 1; k < t->currencies; k++)
        t->price[k * t->most + row] = to_grid(t->base[k * t->actions + a] + t->slope[k * t->actions + a] * c->level[row]);
    } else {
      const i64 cell[3] = {c->many[a] ? c->seat_at[seat] : c->first[row], c->many[a] ? c->first[row] : c->second[row],
                           c->second[row]};
      double out[MOST_VALUES];
      t->checks[a](P, lane, cell, c->level[row], out);
      for (i64 i = t->conditions[a] - 1; i >= 0; i--) if (out[i] == 0.0) outcome = i;
      for (i64 i = 0; i < t->costs[a]; i++) {
        const i64 payer = t->payers[a * t->most_costs + i];
        if (payer == 0) points = out[t->conditions[a] + i];
        else t->price[payer * t->most + row] = to_grid(out[t->conditions[a] + i]);
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
      if (purse >= 0) workspace[purse * LANES + c->game[row]] -= t->price[k * t->most + row];
    }
  }
  for (i64 s = 0; s < t->seats; s++)
    for (i64 l = 0; l < LANES; l++) {
      double *banked = t->bank + s * LANES + l;
      const double left = t->points[s] + *banked - spent[s * LANES + l], kept = left > 0.0 ? left : 0.0;
      *banked = kept < t->banks[s] ? kept : t->banks[s];
    }
}
