package api

import (
	"strconv"
	"strings"

	"ajar/internal/fault"
)

// Guarded reads the precondition of RFC 9110, section 13.1.1. PATCH and PUT
// require it; actions take it when it is there; "*" is whatever is there.
type Guarded struct {
	IfMatch string `header:"If-Match" doc:"The ETag you read, or * for whatever is there"`
}

// required answers the version that is expected, nil for any, and refuses a
// request without the header.
func (m Guarded) required() (*int, error) {
	if m.IfMatch == "" {
		return nil, fault.New(fault.Unconditional, "precondition-required",
			"Send If-Match with the ETag that you read, so that nobody's change is lost; * means whatever is there.")
	}
	return m.optional()
}

func (m Guarded) optional() (*int, error) {
	if m.IfMatch == "" || m.IfMatch == "*" {
		return nil, nil
	}
	newest := -1 // an ETag that was never given, or is weak, matches nothing
	for tag := range strings.SplitSeq(m.IfMatch, ",") {
		version, err := strconv.ParseInt(strings.Trim(tag, " \t\""), 10, 32) // as the database counts
		if err == nil {
			newest = max(newest, int(version)) // of a list, none but the newest can be there still
		}
	}
	return &newest, nil
}
