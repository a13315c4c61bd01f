package accounts

import (
	"slices"
	"strings"

	"golang.org/x/text/currency"

	"ajar/internal/clock"
	"ajar/internal/fault"
	"ajar/internal/text"
)

// Organisation is whose registry this is. There is one.
type Organisation struct {
	Name      string   `json:"name"`
	Currency  string   `json:"currency"`  // ISO 4217; all money is in it
	TimeZone  string   `json:"time_zone"` // IANA; days begin and end in it
	Languages []string `json:"languages" gorm:"serializer:json" enum:"en,es,pl"`
	Version   int      `json:"-"`
}

// OrganisationInput replaces the organisation's settings.
type OrganisationInput struct {
	Name      string   `json:"name"`
	Currency  string   `json:"currency"`
	TimeZone  string   `json:"time_zone"`
	Languages []string `json:"languages" enum:"en,es,pl"`
}

// SetupInput makes the organisation and its first administrator. Currency, time
// zone and languages may be left out: EUR, UTC, all three.
type SetupInput struct {
	Organisation string   `json:"organisation"`
	Name         string   `json:"name"`
	Email        string   `json:"email"`
	Password     string   `json:"password"`
	Currency     string   `json:"currency,omitempty"`
	TimeZone     string   `json:"time_zone,omitempty"`
	Languages    []string `json:"languages,omitempty" enum:"en,es,pl"`
}

// TableName is the organisation's: there is one.
func (Organisation) TableName() string { return "organisation" }

// organisation is the organisation's part of the input.
func (in SetupInput) organisation() OrganisationInput {
	o := OrganisationInput{Name: in.Organisation, Currency: in.Currency, TimeZone: in.TimeZone, Languages: in.Languages}
	if o.Currency == "" {
		o.Currency = "EUR"
	}
	if o.TimeZone == "" {
		o.TimeZone = "UTC"
	}
	if o.Languages == nil {
		o.Languages = text.Languages
	}
	return o
}

// checked is the organisation and the first person as they will be kept, apart
// from the password.
func (in SetupInput) checked(f *form) (Organisation, PersonInput) {
	organisation := in.organisation().checked(f, "body.organisation")
	f.organisation = organisation.Name
	person := PersonInput{Name: in.Name, Email: in.Email, Roles: allRoles}.checked(f)
	f.password("body.password", in.Password, person.Name, person.Email)
	return organisation, person
}

// Faults names everything that is wrong with the input by itself.
func (in SetupInput) Faults() []fault.Field {
	return faultsOf(func(f *form) { in.checked(f) })
}

// Faults names everything that is wrong with the input by itself.
func (in OrganisationInput) Faults() []fault.Field {
	return faultsOf(func(f *form) { in.checked(f, "body.name") })
}

// checked is the organisation as it will be kept; name is where the caller wrote
// its name.
func (in OrganisationInput) checked(f *form, name string) Organisation {
	o := Organisation{Name: f.line(name, in.Name, organisationName), TimeZone: in.TimeZone}
	unit, err := currency.ParseISO(in.Currency)
	if err != nil {
		f.bad("body.currency", "unknown", "A currency is an ISO 4217 code, such as EUR.")
	}
	o.Currency = unit.String()
	if _, err := clock.Zone(in.TimeZone); err != nil || in.TimeZone == "" || in.TimeZone == "Local" {
		f.bad("body.time_zone", "unknown", "A time zone is an IANA name, such as Europe/Madrid.")
	}
	o.Languages = checkLanguages(f, in.Languages)
	return o
}

func checkLanguages(f *form, languages []string) []string {
	for i, l := range languages {
		if !slices.Contains(text.Languages, l) {
			f.bad(at("body.languages", i), "unknown", "The registry speaks %s.", strings.Join(text.Languages, ", "))
		}
	}
	if len(languages) == 0 {
		f.bad("body.languages", "required", "Choose at least one language.")
	}
	known := []string{}
	for _, l := range text.Languages {
		if slices.Contains(languages, l) {
			known = append(known, l)
		}
	}
	return known
}
