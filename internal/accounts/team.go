package accounts

import (
	"time"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// Colleague is a person as others see them in a team or a route.
type Colleague struct {
	PersonID uuid.UUID `json:"person_id"`
	Name     string    `json:"name"`
}

// Team is who runs experiments together. Members are the active ones, by name.
type Team struct {
	ID        uuid.UUID   `json:"id"`
	Name      string      `json:"name"` // unique
	Area      string      `json:"area"` // stands for a small team in what others read
	Members   []Colleague `json:"members" gorm:"-"`
	Version   int         `json:"-"`
	CreatedAt time.Time   `json:"created_at"`
}

// TeamInput makes or changes a team.
type TeamInput struct {
	Name string `json:"name"`
	Area string `json:"area,omitempty"`
}

// TeamPatch changes what is not nil.
type TeamPatch struct {
	Name *string `json:"name,omitempty"`
	Area *string `json:"area,omitempty" nullable:"true"`
}

func (in TeamInput) checked(f *form) TeamInput {
	in.Name = f.line("body.name", in.Name, teamName)
	in.Area = f.line("body.area", in.Area, teamArea)
	return in
}

// Faults names everything that is wrong with the input by itself.
func (in TeamInput) Faults() []fault.Field {
	return faultsOf(func(f *form) { in.checked(f) })
}

// Faults names everything that is wrong with the patch by itself.
func (patch TeamPatch) Faults() []fault.Field {
	return patch.changed(Team{Name: "as it is"}).Faults()
}

// changed is the team's own text after the patch.
func (patch TeamPatch) changed(t Team) TeamInput {
	in := TeamInput{Name: t.Name, Area: t.Area}
	if patch.Name != nil {
		in.Name = *patch.Name
	}
	if patch.Area != nil {
		in.Area = *patch.Area
	}
	return in
}
