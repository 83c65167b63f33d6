package web

import "regexp"

// MaxRequest bounds the identifier that a form brings back.
const MaxRequest = 64

// OurIdentifier is what newIdentifier makes.
var OurIdentifier = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// FormRequest returns the identifier of the form that was sent, by which it is
// recognised when it is sent again.
func FormRequest(r *Request) string {
	if request := r.Posted.Get("request"); OurIdentifier.MatchString(request) {
		return request
	}
	return r.ID
}

// Input is a hidden input of a form.
type Input struct{ Name, Value string }

// SavedAnswer is what the page's script is told.
type SavedAnswer struct {
	Version int    `json:"version,omitempty"` // of the section
	Shown   string `json:"shown,omitempty"`   // the marks that the page is to carry from now on
	// Elsewhere says that an answer on the page is not as it is saved: it was
	// changed elsewhere. With status 409 the page must be sent to choose.
	Elsewhere bool   `json:"elsewhere,omitempty"`
	Next      string `json:"next,omitempty"`    // where to go on instead
	Problem   string `json:"problem,omitempty"` // why it is not saved, in words that a full stop follows
}
