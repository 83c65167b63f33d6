package intake

import "unicode/utf8"

import "strings"

// LongText is a question that is answered in a text; missing is said where it is not.
func LongText(name, label, missing string) Field {
	return Field{Name: name, Label: label, Control: TextArea, Rule: "required,max=4000", NeededBy: Record, Messages: map[string]string{
		"required": missing, "max": "Shorten ‘" + label + "’ to 4,000 characters or less",
	}}
}

// FutureDate is a question for a date after today, which noun names.
func FutureDate(name, label, noun string) Field {
	first, size := utf8.DecodeRuneInString(noun)
	return Field{Name: name, Label: label, Control: Date, Rule: "required,realdate,future", NeededBy: Record, Messages: map[string]string{
		"required": "Enter " + strings.ToLower(string(first)) + noun[size:],
		"realdate": noun + " must be a real date, like 27 3 2027", "future": noun + " must be in the future",
	}}
}

// Hinted returns the question with a hint.
func (f Field) Hinted(hint string) Field { f.Hint = hint; return f }

// Confirmed returns a section that asks whether a text holds the code of a key safe
// where one looks as if it did.
func Confirmed(s Section) Section {
	if f, asks := noKeySafeCode(s); asks {
		s.Fields = append(s.Fields[:len(s.Fields):len(s.Fields)], f)
	}
	s.rules = []rule{}
	return s
}
