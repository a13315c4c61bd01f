package accounts

import (
	"time"

	"github.com/google/uuid"

	"ajar/internal/fault"
)

// Moment is a moment of truth: a point where a customer meets us.
type Moment struct {
	ID          uuid.UUID `json:"id"`
	Name        string    `json:"name"` // unique
	Description string    `json:"description"`
	Version     int       `json:"-"`
	CreatedAt   time.Time `json:"created_at"`
}

// MomentInput makes a moment.
type MomentInput struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

// MomentPatch changes what is not nil.
type MomentPatch struct {
	Name        *string `json:"name,omitempty"`
	Description *string `json:"description,omitempty" nullable:"true"`
}

func (in MomentInput) checked(f *form) MomentInput {
	in.Name = f.line("body.name", in.Name, momentName)
	in.Description = f.text("body.description", in.Description, momentDescription)
	return in
}

// Faults names everything that is wrong with the input by itself.
func (in MomentInput) Faults() []fault.Field {
	return faultsOf(func(f *form) { in.checked(f) })
}

// Faults names everything that is wrong with the patch by itself.
func (patch MomentPatch) Faults() []fault.Field {
	return patch.changed(Moment{Name: "as it is"}).Faults()
}

// changed is the moment's text after the patch.
func (patch MomentPatch) changed(m Moment) MomentInput {
	in := MomentInput{Name: m.Name, Description: m.Description}
	if patch.Name != nil {
		in.Name = *patch.Name
	}
	if patch.Description != nil {
		in.Description = *patch.Description
	}
	return in
}
