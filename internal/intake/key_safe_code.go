package intake

import "regexp"

// A word that gives a code away, and four to six digits, together or one by one,
// at most 40 characters from it on either side.
const (
	codeWord   = `(?:key[\s-]*safe|lock[\s-]*box|\bcodes?\b)`
	codeDigits = `(?:\d{4,6}|\d(?:[ .-]\d){3,5})`
)

var (
	codeAfterWord  = regexp.MustCompile(`(?is)` + codeWord + `(?:.{0,40}\D)?` + codeDigits + `(?:\D|$)`)
	codeBeforeWord = regexp.MustCompile(`(?is)(?:^|\D)` + codeDigits + `(?:\D.{0,40})?` + codeWord)
	codeInOneWord  = regexp.MustCompile(`(?i)\bcode\d{4,6}(?:\D|$)`)
)

// LooksLikeKeySafeCode tells whether a text seems to give away the code of a key
// safe: four to six digits near "key safe" or "code". It can be wrong both ways, so
// it is a reason to ask, never to refuse for good.
func LooksLikeKeySafeCode(text string) bool {
	return codeAfterWord.MatchString(text) || codeBeforeWord.MatchString(text) || codeInOneWord.MatchString(text)
}

// noKeySafeCode is the question that a section with free text asks when some of it
// looks like a code.
func noKeySafeCode(s Section) (Field, bool) {
	var texts []string
	for _, f := range s.Fields {
		if f.freeText() {
			texts = append(texts, f.Name)
		}
	}
	return Field{
		Name: s.Slug + noCodeSuffix, Label: "Is there a key safe code in what you wrote?", Control: Checkboxes,
		Hint:    "A code never goes into a text: it has a place of its own, or is telephoned in.",
		Options: []Option{{Value: yes, Label: "There is no code in it that opens anything"}},
		Rule:    "omitempty,option", Messages: choose("Confirm that there is no key safe code in it"),
		NeededBy: Send, AnsweredBy: []Who{ByReferrer},
		When: func(all Answers, _ Context) bool {
			for _, name := range texts {
				if LooksLikeKeySafeCode(all.First(name)) {
					return true
				}
			}
			return false
		},
	}, len(texts) > 0
}

const noCodeSuffix = "-no-code"

func (f Field) freeText() bool { return f.Control == Text || f.Control == TextArea }
