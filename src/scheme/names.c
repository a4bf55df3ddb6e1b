/* names.c - the words of a scheme: kinds of unit, measures. */
#include "scheme/scheme.h"
#include <string.h>

static const struct {
  const char *name, *label;
} unit_kinds[UNIT_KIND_COUNT] = {
  [UNIT_MAM_NON] = { "mam_non", "Cơ sở giáo dục mầm non" },
  [UNIT_TIEU_HOC] = { "tieu_hoc", "Trường tiểu học" },
  [UNIT_THCS] = { "thcs", "Trường trung học cơ sở" },
  [UNIT_THPT] = { "thpt", "Trường trung học phổ thông" },
  [UNIT_LIEN_CAP] = { "lien_cap", "Trường phổ thông có nhiều cấp học" },
  [UNIT_GDTX] = { "gdtx", "Trung tâm giáo dục thường xuyên" },
  [UNIT_DAI_HOC] = { "dai_hoc", "Cơ sở giáo dục đại học" },
  [UNIT_GDNN] = { "gdnn", "Cơ sở giáo dục nghề nghiệp" },
  [UNIT_CO_QUAN] = { "co_quan", "Cơ quan, đơn vị" },
};

const char *
unit_kind_name (UnitKind kind)
{
  return unit_kinds[kind].name;
}

const char *
unit_kind_label (UnitKind kind)
{
  return unit_kinds[kind].label;
}

bool
unit_kind_from_name (const char *name, UnitKind *ret)
{
  for (int kind = 0; kind < UNIT_KIND_COUNT; kind++)
    if (strcmp (unit_kinds[kind].name, name) == 0) {
      *ret = (UnitKind)kind;
      return true;
    }
  return false;
}

bool
unit_kind_is_school (UnitKind kind)
{
  return kind != UNIT_CO_QUAN;
}

static const struct {
  const char *name, *label;
} measures[] = {
  [MEASURE_NONE] = { "", "không tính theo tỷ lệ" },
  [MEASURE_UNSET] = { "", "tỷ lệ, chưa biết số đo" },
  [MEASURE_DISCIPLINE] = { "discipline", "tỷ lệ người tuân thủ kỷ luật lao động" },
  [MEASURE_TRAINING] = { "training", "tỷ lệ người hoàn thành bồi dưỡng" },
  [MEASURE_STUDY_PLAN] = { "study_plan", "tỷ lệ người có kế hoạch tự học được duyệt" },
  [MEASURE_EMULATION] = { "emulation", "tỷ lệ người có danh hiệu thi đua" },
  [MEASURE_CITIZEN] = { "citizen", "tỷ lệ người đạt Công dân học tập" },
};

const char *
measure_name (Measure measure)
{
  return measures[measure].name;
}

const char *
measure_label (Measure measure)
{
  return measures[measure].label;
}

bool
measure_from_name (const char *name, Measure *ret)
{
  for (int measure = MEASURE_DISCIPLINE; measure <= MEASURE_CITIZEN; measure++)
    if (strcmp (measures[measure].name, name) == 0) {
      *ret = (Measure)measure;
      return true;
    }
  return false;
}

const Indicator *
scheme_find_indicator (const Scheme *scheme, const char *id)
{
  for (gsize i = 0; i < scheme->indicator_count; i++)
    if (strcmp (scheme->indicators[i].id, id) == 0)
      return &scheme->indicators[i];
  return NULL;
}

bool
indicator_applies (const Indicator *indicator, UnitKind kind, bool is_public)
{
  return (indicator->applies_kinds & (1u << kind)) != 0 && (is_public || !indicator->public_only);
}
