package form

// LongText is a question that is answered in a text; missing is said where it is not.
func LongText(name, label, missing string) Field {
	return Field{Name: name, Label: label, Control: TextArea, Rule: "required,max=4000", NeededBy: Record, Messages: map[string]string{
		"required": missing, "max": "Shorten ‘" + label + "’ to 4,000 characters or less",
	}}
}

// FutureDate is a question for a date after today, which noun names.
func FutureDate(name, label, noun string) Field {
	return Field{Name: name, Label: label, Control: Date, Rule: "required,realdate,future", NeededBy: Record, Messages: map[string]string{
		"required": "Enter " + LowerFirst(noun),
		"realdate": noun + " must be a real date, like 27 3 2027", "future": noun + " must be in the future",
	}}
}

// Hinted returns the question with a hint.
func (f Field) Hinted(hint string) Field { f.Hint = hint; return f }

// Options makes choices of values, each followed by its label.
func Options(pairs ...string) []Option {
	var all []Option
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, Option{Value: pairs[i], Label: pairs[i+1]})
	}
	return all
}

// Alone adds a choice that goes with no other.
func Alone(all []Option, value, label string) []Option {
	return append(all, Option{Value: value, Label: label, Exclusive: true})
}

// ToSelect returns the messages of a field with choices: all say what to select.
func ToSelect(message string) map[string]string {
	return map[string]string{"required": message, "option": message, "exclusive": message + ", or the last choice alone"}
}

// YesNo are the choices of most questions.
func YesNo() []Option { return Options(Yes, "Yes", No, "No") }

// The values of YesNo.
const (
	Yes = "yes"
	No  = "no"
)

// ToEnter returns the messages of a text: what to enter, and how long it may be.
func ToEnter(enter, noun, limit string) map[string]string {
	return map[string]string{"required": enter, "max": noun + " must be " + limit + " characters or less"}
}
