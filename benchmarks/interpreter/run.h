/* What instructions refer to. Workspaces are counted in cells, of GROUPS vectors each. */
typedef struct {
  const int *code, *tables;
  const u64 *dice;
  const double *const *quantiles;
  const i64 *seated;
  i64 turn;
} Run;

#define AT(k) (S + p[k] * GROUPS)
/* Where cell i stands, by a table, one after the other (-1), or always the same (-2). */
#define GO(k) ((p[k] >= 0 ? (i64)R->tables[p[k] + i] : p[k] == -1 ? i : 0) * GROUPS)
