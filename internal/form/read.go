package form

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"assistive-referrals/internal/referral"
)

// Read returns what was typed into the section's fields, trimmed, for people in
// that role. What breaks a rule is kept as typed, so that the page can show it
// again; a date that is not real is kept as its three parts. A field left blank is
// absent. Inputs that are no field of the section are ignored.
func (s Section) Read(posted url.Values, at Context) Answers {
	typed := Answers{}
	for _, f := range s.ForRole(at.Role).Fields {
		if values := f.read(posted); len(values) > 0 {
			typed[f.Name] = values
		}
	}
	return typed
}

func (f Field) read(posted url.Values) []string {
	switch f.Control {
	case Checkboxes:
		var values []string
		for _, value := range posted[f.Name] {
			if value = line(value); value != "" && !slices.Contains(values, value) {
				values = append(values, value)
			}
		}
		return values
	case Radios, Select:
		return single(line(posted.Get(f.Name)))
	case Secret:
		return f.readKept(posted)
	case Date:
		if parts := f.readDate(posted); parts != nil {
			return parts
		}
	case TextArea:
		if text := lines(posted.Get(f.Name)); text != "" {
			return []string{text}
		}
	case Text, Time, Email, Telephone, Postcode, NHSNumber, Number:
		if text := line(posted.Get(f.Name)); text != "" {
			return []string{text}
		}
	}
	// Only where nothing was typed: otherwise the text would be lost.
	if f.DontKnow && posted.Get(f.DontKnowName()) == referral.DontKnow {
		return []string{referral.DontKnow}
	}
	return nil
}

// readDate returns a date or, if it is not real, its parts; nil if nothing was typed.
func (f Field) readDate(posted url.Values) []string {
	day, month, year := line(posted.Get(f.Name+"-day")), line(posted.Get(f.Name+"-month")), line(posted.Get(f.Name+"-year"))
	if date, real := ParseDate(day, month, year); real {
		return []string{date}
	}
	if day+month+year != "" {
		return []string{day, month, year}
	}
	return nil
}

func single(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// line returns the text as one line: valid, without control characters, trimmed.
func line(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.TrimSpace(text)
}

// lines returns the text with line ends as \n, without other control characters
// except tabs, trimmed. Browsers send \r\n, which would count twice.
func lines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// Normalise returns all answers with those of this section in the form in which
// they are kept: postcodes in capitals with a space, NHS numbers as ten digits, numbers without
// spaces, telephone numbers in E.164, names with single spaces, the host of an email
// address in small letters, dates as yyyy-mm-dd. What breaks a rule stays as
// typed. Normalising twice changes nothing more. The argument is not changed.
func (s Section) Normalise(all Answers) Answers {
	normalised := s.Replace(all, all)
	for _, f := range s.Fields {
		if values := normalised[f.Name]; len(values) == 1 && !f.Unknown(all) {
			normalised[f.Name] = []string{f.normalise(values[0])}
		}
	}
	return normalised
}

func (f Field) normalise(text string) string {
	var parsed string
	var ok bool
	switch f.Control {
	case Postcode:
		parsed, ok = ParsePostcode(text)
	case NHSNumber:
		parsed, ok = ParseNHSNumber(text)
	case Number:
		parsed = withoutSpaces(text)
		ok = onlyDigits(parsed)
	case Telephone:
		parsed, ok = ParseTelephone(text)
	case Email:
		if local, host, found := strings.Cut(text, "@"); found {
			parsed, ok = local+"@"+strings.ToLower(host), true
		}
	case Text:
		parsed, ok = strings.Join(strings.Fields(text), " "), true
	case TextArea, Date, Time, Radios, Select, Checkboxes, Secret:
		// It stays as it is.
	}
	if ok {
		return parsed
	}
	return text
}
