package referral

import "time"

// Attachment is a file that somebody adds to a referral: a photograph of the
// socket, a discharge letter. The file is elsewhere; this says what is known of it.
type Attachment struct {
	ID    string          `json:"id"`
	What  AttachmentKind  `json:"what"`
	Note  string          `json:"note"` // in the words of whoever added it; may be empty
	State AttachmentState `json:"state"`
	Media string          `json:"media"` // of what its first bytes say it is; "" until it was checked
	By    Actor           `json:"by"`
	Added time.Time       `json:"added"`
	// Checked is when the scanner's verdict arrived; zero until then.
	Checked time.Time `json:"checked"`
	// Removed says who took it away again, when and why; nil while it is there.
	Removed *Removal `json:"removed,omitempty"`
}

// Removal is that somebody took an attachment away.
type Removal struct {
	By     Actor     `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// AttachmentKind is what an attachment shows.
type AttachmentKind string

// AttachmentKinds lists what can be attached: code, then label.
func AttachmentKinds() [][2]string {
	return [][2]string{
		{"photograph", "A photograph of the home, such as the socket or the door"},
		{"discharge-letter", "A discharge letter"},
		{"assessment", "An assessment or report by somebody else"},
		{"authority", "A power of attorney or court order"},
		{"other", "Something else"},
	}
}

// Label returns what people see, or "" if there is no such kind.
func (k AttachmentKind) Label() string {
	for _, pair := range AttachmentKinds() {
		if pair[0] == string(k) {
			return pair[1]
		}
	}
	return ""
}

// AttachmentState is how far an attachment has got. Each constant's comment says
// who acts next.
type AttachmentState string

const (
	// AttachmentExpected: a place was made for it. Whoever adds it sends the file, and
	// the scanner looks at it.
	AttachmentExpected AttachmentState = "expected"
	// AttachmentClean: the scanner found nothing. Whoever may see the referral opens it.
	AttachmentClean AttachmentState = "clean"
	// AttachmentThreat: the scanner found something, and it was deleted. Whoever added it has
	// their device looked at.
	AttachmentThreat AttachmentState = "threat"
	// AttachmentWrongType: it is no picture or PDF, and was deleted. Whoever added it sends
	// another.
	AttachmentWrongType AttachmentState = "wrong-type"
	// AttachmentUnchecked: the scanner could not look at it, and it was deleted. Whoever
	// added it sends another.
	AttachmentUnchecked AttachmentState = "unchecked"
)

// AttachmentStates lists every state.
func AttachmentStates() []AttachmentState {
	return []AttachmentState{AttachmentExpected, AttachmentClean, AttachmentThreat, AttachmentWrongType, AttachmentUnchecked}
}

// attachmentStates has for each what people see: its label, its tag's colour, and what
// it means.
var attachmentStates = map[AttachmentState][3]string{
	AttachmentExpected:  {"Not checked yet", "yellow", "If the file was sent, it is being checked for viruses. That takes up to a few minutes."},
	AttachmentClean:     {"Checked", "green", "No virus was found."},
	AttachmentThreat:    {"Deleted: a virus was found", "red", "Tell your IT service desk, and send a clean copy."},
	AttachmentWrongType: {"Deleted: wrong type of file", "orange", "Send it as a JPEG or PNG picture, or as a PDF."},
	AttachmentUnchecked: {"Deleted: could not be checked", "orange", "Send it again, without a password, as a JPEG or PNG picture, or as a PDF."},
}

// Label returns what people see.
func (s AttachmentState) Label() string { return attachmentStates[s][0] }

// Colour returns the colour of the state's tag.
func (s AttachmentState) Colour() string { return attachmentStates[s][1] }

// Next says in a sentence what it means.
func (s AttachmentState) Next() string { return attachmentStates[s][2] }

// MayOpen tells whether the file can be opened.
func (a Attachment) MayOpen() bool { return a.State == AttachmentClean && a.Removed == nil }

// FileName returns what the file is called when it is downloaded. It says nothing of
// whom it is about.
func (a Attachment) FileName() string {
	switch a.Media {
	case "image/jpeg":
		return string(a.What) + ".jpg"
	case "image/png":
		return string(a.What) + ".png"
	}
	return string(a.What) + ".pdf"
}

// AttachmentTypes lists the media types of files that can be attached.
func AttachmentTypes() []string { return []string{"image/jpeg", "image/png", "application/pdf"} }
