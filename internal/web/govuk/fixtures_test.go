package govuk

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// published is where GOV.UK Frontend's own examples are: options, and the HTML
// that they must give.
const published = "../../../infra/npm/node_modules/govuk-frontend/dist/govuk/components"

// compared says for each component how many of its examples are compared, and
// what we leave out. Every other option is supported: it is a field of the struct.
// An example that asks for anything else fails the test.
var compared = []struct {
	component Component
	name      string
	examples  int
	// leftOut are options that we do not have.
	leftOut []string
	// except are examples that differ on purpose, with the reason.
	except map[string]string
}{
	{component: BackLink{}, name: "back-link", examples: 7},
	{component: Breadcrumbs{}, name: "breadcrumbs", examples: 12},
	{component: Button{}, name: "button", examples: 38},
	{component: CharacterCount{}, name: "character-count", examples: 31,
		leftOut: []string{"textareaDescriptionText", "charactersUnderLimitText", "charactersAtLimitText", "charactersOverLimitText", "wordsUnderLimitText", "wordsAtLimitText", "wordsOverLimitText"}},
	{component: Checkboxes{}, name: "checkboxes", examples: 40, except: map[string]string{
		"with falsy values":             "an empty item counts for the number in the ID: a slice of structs has none",
		"item checked overrides values": "a bool that is false is a bool not set",
	}},
	{component: DateInput{}, name: "date-input", examples: 48, except: map[string]string{
		"day and month":  "Items names the fields to show",
		"month and year": "Items names the fields to show",
	}},
	{component: Details{}, name: "details", examples: 10},
	{component: ErrorMessage{}, name: "error-message", examples: 9},
	{component: ErrorSummary{}, name: "error-summary", examples: 19},
	{component: Fieldset{}, name: "fieldset", examples: 18},
	{component: FileUpload{}, name: "file-upload", examples: 15, leftOut: []string{"javascript", "chooseFilesButtonText", "multipleFilesChosenText", "noFileChosenText", "dropInstructionText", "enteredDropZoneText", "leftDropZoneText", "value", "wrapperClasses", "wrapperAttributes"}},
	{component: Hint{}, name: "hint", examples: 6},
	{component: Input{}, name: "input", examples: 45},
	{component: InsetText{}, name: "inset-text", examples: 6},
	{component: Label{}, name: "label", examples: 17},
	{component: NotificationBanner{}, name: "notification-banner", examples: 21},
	{component: Pagination{}, name: "pagination", examples: 15},
	{component: Panel{}, name: "panel", examples: 11, leftOut: []string{"actions"}},
	{component: PhaseBanner{}, name: "phase-banner", examples: 7},
	{component: Radios{}, name: "radios", examples: 41, except: map[string]string{
		"with falsy items":             "an empty item counts for the number in the ID: a slice of structs has none",
		"item checked overrides value": "a bool that is false is a bool not set",
	}},
	{component: Select{}, name: "select", examples: 15, except: map[string]string{
		"without values":                     "our options always have a value, empty for \"Choose one\"",
		"without values with selected value": "our options always have a value, empty for \"Choose one\"",
		"with falsy values":                  "a value is text, never a boolean",
		"item selected overrides value":      "a bool that is false is a bool not set",
	}},
	{component: ServiceNavigation{}, name: "service-navigation", examples: 28, leftOut: []string{"slots"}},
	{component: SkipLink{}, name: "skip-link", examples: 9},
	{component: SummaryList{}, name: "summary-list", examples: 30},
	{component: Table{}, name: "table", examples: 21},
	{component: Tabs{}, name: "tabs", examples: 14},
	{component: Tag{}, name: "tag", examples: 12},
	{component: TaskList{}, name: "task-list", examples: 10, except: map[string]string{"with empty values": "an empty item counts for the number in the ID: a slice of structs has none"}},
	{component: Textarea{}, name: "textarea", examples: 18},
	{component: WarningText{}, name: "warning-text", examples: 8},
}

type example struct {
	Name    string
	Options any
	HTML    string
}

func examples(t *testing.T, component string) []example {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(published, component, "fixtures.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatal("GOV.UK Frontend is not there: run `make assets`")
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Fixtures []example }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	return file.Fixtures
}

func TestComponentsGiveThePublishedHTML(t *testing.T) {
	examples(t, "button") // one line instead of one a component, when they are missing
	total := 0
	for _, c := range compared {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			for _, e := range examples(t, c.name) {
				if c.except[e.Name] != "" {
					continue
				}
				v := reflect.New(reflect.TypeOf(c.component)).Elem()
				if missing := fill(v, e.Options, ""); missing != "" {
					if !slices.ContainsFunc(c.leftOut, func(o string) bool { return strings.HasPrefix(missing, o) }) {
						t.Errorf("%q: option %q is neither supported nor named as left out", e.Name, missing)
					}
					continue
				}
				n++
				got, want := normal(t, string(v.Interface().(Component).Render())), normal(t, e.HTML)
				if got != want {
					t.Errorf("%q differs\n got: %s\nwant: %s", e.Name, got, want)
				}
			}
			if n != c.examples {
				t.Errorf("compared %d examples, not %d", n, c.examples)
			}
			total += n
		})
	}
	t.Logf("%d published examples compared", total)
}

// fill sets the struct to the options of an example, which are JSON, and
// returns the path of the first option that has no place in it.
func fill(v reflect.Value, options any, path string) string {
	switch v.Interface().(type) {
	case Attributes:
		a := Attributes{}
		for name, value := range options.(map[string]any) {
			a[name] = fmt.Sprint(value)
		}
		v.Set(reflect.ValueOf(a))
		return ""
	case template.HTML:
		if options == false {
			return ""
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(v.Elem(), options, path)
	case reflect.String:
		switch o := options.(type) {
		case string:
			v.SetString(o)
		case float64:
			v.SetString(strconv.FormatFloat(o, 'f', -1, 64))
		default:
			return path
		}
	case reflect.Bool:
		b, ok := options.(bool)
		if !ok {
			return path
		}
		v.SetBool(b)
	case reflect.Int:
		switch o := options.(type) {
		case float64:
			v.SetInt(int64(o))
		case string:
			n, err := strconv.Atoi(o)
			if err != nil {
				return path
			}
			v.SetInt(int64(n))
		default:
			return path
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for name, value := range options.(map[string]any) {
			e := reflect.New(v.Type().Elem()).Elem()
			if missing := fill(e, value, path+"."+name); missing != "" {
				return missing
			}
			v.SetMapIndex(reflect.ValueOf(name), e)
		}
	case reflect.Slice:
		all, ok := options.([]any)
		if !ok {
			return path
		}
		for _, o := range all {
			if m, ok := o.(map[string]any); o == nil || o == false || o == "" || ok && len(m) == 0 {
				continue // passed over by the published templates; a slice of structs cannot hold it
			}
			e := reflect.New(v.Type().Elem()).Elem()
			if missing := fill(e, o, path+"[]"); missing != "" {
				return missing
			}
			v.Set(reflect.Append(v, e))
		}
	case reflect.Struct:
		all, ok := options.(map[string]any)
		if !ok {
			return path
		}
		for name, value := range all {
			inner := strings.TrimPrefix(path+"."+name, ".")
			f := v.FieldByNameFunc(func(n string) bool { return strings.EqualFold(n, name) })
			if !f.IsValid() || !f.CanSet() {
				return inner
			}
			if missing := fill(f, value, inner); missing != "" {
				return missing
			}
		}
	default:
		return path
	}
	return ""
}
