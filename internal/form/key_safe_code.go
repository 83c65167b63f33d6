package form

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// near is how many bytes may lie between a code and the word that gives it away.
const near = 40

var (
	codeWord  = regexp.MustCompile(`(?i)key[\s-]{0,3}safe|lock[\s-]{0,3}box|\bcodes?(?:\PL|$)`)
	digitsRun = regexp.MustCompile(`\d+`)
)

// LooksLikeKeySafeCode tells whether a text seems to give away the code of a key
// safe: four to six digits, together or one by one, near "key safe" or "code". It
// can be wrong both ways, so it is a reason to ask, never to refuse for good.
func LooksLikeKeySafeCode(text string) bool {
	words := codeWord.FindAllStringIndex(text, -1)
	if len(words) == 0 {
		return false
	}
	for _, code := range possibleCodes(text) {
		after := sort.Search(len(words), func(i int) bool { return words[i][0] >= code[1] })
		// The word may have taken the first digit, as in "code4821".
		before := sort.Search(len(words), func(i int) bool { return words[i][1] > code[0]+1 }) - 1
		if after < len(words) && words[after][0]-code[1] <= near || before >= 0 && code[0]-words[before][1] <= near {
			return true
		}
	}
	return false
}

// possibleCodes returns where four to six digits stand in the text, together, or
// one by one with a single space, dash or full stop between them.
func possibleCodes(text string) [][]int {
	var codes [][]int
	single := 0 // how many digits have stood one by one up to here
	start, end := 0, -1
	flush := func() {
		if single >= 4 && single <= 6 {
			codes = append(codes, []int{start, end})
		}
		single = 0
	}
	for _, run := range digitsRun.FindAllStringIndex(text, -1) {
		if n := run[1] - run[0]; n > 1 {
			flush()
			if n >= 4 && n <= 6 {
				codes = append(codes, run)
			}
			continue
		}
		if single == 0 || run[0] != end+1 || !strings.ContainsRune(" .-", rune(text[end])) {
			flush()
			start = run[0]
		}
		single++
		end = run[1]
	}
	flush()
	return codes
}

// WithCodeQuestion returns the section with the question whether a text of it holds
// the code of a key safe, which is asked where one looks as if it did.
func (s Section) WithCodeQuestion() Section {
	var texts []string
	for _, f := range s.Fields {
		if f.freeText() {
			texts = append(texts, f.Name)
		}
	}
	if len(texts) == 0 {
		return s
	}
	s.Fields = append(slices.Clip(s.Fields), Field{
		Name: s.NoCodeName(), Label: "Is there a key safe code in what you wrote?", OnScreen: true, Control: Checkboxes,
		Hint:    "A code never goes into a text: it has a place of its own, or is telephoned in.",
		Options: []Option{{Value: Yes, Label: "There is no code in it that opens anything"}},
		Rule:    "omitempty,option", Messages: ToSelect("Confirm that there is no key safe code in it"),
		NeededBy: Send, AnsweredBy: []Who{Referrer},
		When: func(all Answers, _ Context) bool {
			for _, name := range texts {
				if LooksLikeKeySafeCode(all.First(name)) {
					return true
				}
			}
			return false
		},
	})
	return s
}

// NoCodeName is the name of that question.
func (s Section) NoCodeName() string { return s.Slug + "-no-code" }

func (f Field) freeText() bool { return f.Control == Text || f.Control == TextArea }
