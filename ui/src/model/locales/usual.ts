/** Languages that catalogues are written in most often. */
export const USUAL = `
  ar_SA bg_BG ca_ES cs_CZ da_DK de_AT de_CH de_DE el_GR en_GB en_US es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_FR he_IL hr_HR hu_HU
  it_CH it_IT ja_JP ko_KR lt_LT lv_LV nb_NO nl_BE nl_NL pl_PL pt_BR pt_PT ro_RO ru_RU sk_SK sl_SI sr_RS sv_SE th_TH tr_TR uk_UA vi_VN
  zh_CN zh_TW
`.trim().split(/\s+/)

/** What a language is called, in a language; empty: the code isn't one. */
export function nameOf(code: string, language: string): string {
  if (!/^[a-z]{2,3}_[A-Z]{2}$/.test(code)) return ''
  try {
    const name = new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' }).of(code.replace('_', '-')) ?? ''
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
  } catch {
    return ''
  }
}
