package markdown

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

const rosaID = "0192f0c0-0000-7000-8000-000000000001"

var names = Names{uuid.MustParse(rosaID): "Rosa <Red> Review"}

func TestRender(t *testing.T) {
	const outside = ` rel="nofollow noopener" target="_blank"`
	for source, want := range map[string]string{
		"":                                 "",
		"Lids *or* **cups**?":              "<p>Lids <em>or</em> <strong>cups</strong>?</p>\n",
		"one\ntwo\n\nthree":                "<p>one<br>\ntwo</p>\n<p>three</p>\n",
		"- a\n- b":                         "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
		"3. c\n4. d":                       "<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>\n",
		"> said\n\n`code`":                 "<blockquote>\n<p>said</p>\n</blockquote>\n<p><code>code</code></p>\n",
		"```js\n<b>\n```":                  "<pre><code>&lt;b&gt;\n</code></pre>\n",
		"# Big\n\nSet\n===":                "<p># Big</p>\n<p>Set<br>\n===</p>\n",
		"<b>x</b> <!-- y -->":              "<p>&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt;</p>\n",
		"[lids](https://a.b/)":             "<p><a href=\"https://a.b/\"" + outside + ">lids</a></p>\n",
		"https://a.b/c":                    "<p><a href=\"https://a.b/c\"" + outside + ">https://a.b/c</a></p>\n",
		"[E-4](/experiments/E-4)":          "<p><a href=\"/experiments/E-4\">E-4</a></p>\n",
		"[x](javascript:alert(1))":         "<p>x</p>\n",
		"[x](data:text/html,x)":            "<p>x</p>\n",
		"![cat](https://a.b/cat.png)":      "<p><a href=\"https://a.b/cat.png\"" + outside + ">cat</a></p>\n",
		"![](https://a.b/cat.png)":         "<p><a href=\"https://a.b/cat.png\"" + outside + ">https://a.b/cat.png</a></p>\n",
		"Ask @[R](person:" + rosaID + ")!": "<p>Ask <span class=\"mention\">@Rosa &lt;Red&gt; Review</span>!</p>\n",
		"@[](person:0192f0c0-0000-7000-8000-000000000002)": "<p><span class=\"mention\">@…</span></p>\n",
	} {
		got, err := Render(source, names)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v %s", source, err, diff)
		}
	}
}

func TestMentions(t *testing.T) {
	typed := "@[Rosa](person:" + rosaID + ") and @[Rosa again](person:" + strings.ToUpper(rosaID) + "), not @[x](person:1) nor person:" + rosaID
	if diff := cmp.Diff([]uuid.UUID{uuid.MustParse(rosaID)}, Mentions(typed)); diff != "" {
		t.Error(diff)
	}
	kept := Nameless(typed)
	if strings.Contains(kept, "Rosa") {
		t.Errorf("it keeps a name: %s", kept)
	}
	got := Named(kept, Names{uuid.MustParse(rosaID): "Ro[s]a"})
	if !strings.HasPrefix(got, "@[Ro s a](person:"+rosaID+") and") || Nameless(got) != kept {
		t.Errorf("with names: %s", got)
	}
}

// Whatever is typed, nothing comes out that a browser would run or fetch.
func FuzzRender(f *testing.F) {
	for _, seed := range []string{"<script>alert(1)</script>", "[x](java\nscript:alert(1))", "![x](//a.b/c)", "<img src=x onerror=y>", "@[x](person:" + rosaID + ")", "`<svg/onload=x>`"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		made, err := Render(source, names)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.FindString(made); found != "" {
			t.Errorf("%q makes %q with %q", source, made, found)
		}
	})
}

var forbidden = regexp.MustCompile(`(?i)<(script|img|svg|style|iframe|form|h[1-6])\b|(href|src)="?\s*(javascript|data|vbscript):|<[^>]*\son\w+=`)
