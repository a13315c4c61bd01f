package experiments

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// Sight is how much of an experiment a reader sees. While it goes on everyone sees all
// that is told of it; of what is concluded, readers from outside the team, its routes
// and the administrators see months instead of days, and nobody's name. The zero Sight
// sees months, in UTC.
type Sight struct {
	Full bool           // days and persons, too
	Zone *time.Location // the organisation's: by its clocks a month begins and ends
}

// month is a form of "2006-01".
const month = "2006-01"

// Moment writes a time as it is seen: in full, or its month alone ("2026-11").
func (s Sight) Moment(at time.Time) string {
	if s.Full {
		return at.Format(time.RFC3339Nano)
	}
	return s.Month(at).Format(month)
}

// Month is the first of the month of a time, at midnight in UTC: what stands for a time
// where the form of a time is promised.
func (s Sight) Month(at time.Time) time.Time {
	if s.Zone != nil {
		at = at.In(s.Zone)
	}
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// Blur reduces an answer, to which told points, to what is seen of it: unless the sight is
// full, every time and every day in it becomes the first of its month, days that are
// not promised as dates become their month ("2026-11"), and a field MonthsOnly says so. What
// is not told (json:"-") stays. It knows the types of times, not the names of
// fields, so that nobody forgets one that is added.
func (s Sight) Blur(told any) {
	if !s.Full {
		s.blur(reflect.ValueOf(told), "")
	}
}

func (s Sight) blur(v reflect.Value, tag reflect.StructTag) {
	if v.CanAddr() && s.blurred(v.Addr().Interface(), tag) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			s.blur(v.Elem(), tag)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			s.blur(v.Index(i), tag)
		}
	case reflect.Struct:
		s.blurFields(v)
	}
}

func (s Sight) blurFields(v reflect.Value) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		switch {
		case !field.IsExported() || field.Tag.Get("json") == "-":
		case field.Name == "MonthsOnly":
			v.Field(i).SetBool(true)
		default:
			s.blur(v.Field(i), field.Tag)
		}
	}
}

// blurred blurs what tells a time by itself; false when it does not.
func (s Sight) blurred(told any, tag reflect.StructTag) bool {
	switch told := told.(type) {
	case *time.Time:
		*told = s.Month(*told)
	case *Day:
		if *told = told.month(); *told != "" && tag.Get("format") == "date" {
			*told += "-01"
		}
	case *Difference:
		if isDay(told.Field) {
			told.From, told.To = monthOf(told.From), monthOf(told.To)
		}
	case *Patch:
		*told = told.byMonth()
	default:
		return false
	}
	return true
}

// month is the month of a day: "2026-11".
func (d Day) month() Day { return d[:min(len(d), len(month))] }

// isDay reports whether a field of a proposal is a day.
func isDay(field string) bool { return field == "starts_on" || field == "ends_on" }

// monthOf leaves of a day in JSON its month.
func monthOf(day json.RawMessage) json.RawMessage {
	var d Day
	if err := json.Unmarshal(day, &d); err != nil || d == "" {
		return day
	}
	return quoted(d.month())
}

// byMonth is the patch with the first of their months in the place of days; what is no
// patch says nothing.
func (p Patch) byMonth() Patch {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(p, &fields); err != nil {
		return Patch("{}")
	}
	for name, value := range fields {
		var day string
		if isDay(name) && json.Unmarshal(value, &day) == nil && strings.Count(day, "-") == 2 {
			fields[name] = quoted(Day(day).month() + "-01")
		}
	}
	blurred, err := json.Marshal(fields)
	if err != nil {
		return Patch("{}")
	}
	return blurred
}
