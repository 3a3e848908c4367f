import LanguagesIcon from 'lucide-react/icons/languages'
import CheckIcon from 'lucide-react/icons/check'
import SystemIcon from 'lucide-react/icons/monitor'
import DarkIcon from 'lucide-react/icons/moon'
import LightIcon from 'lucide-react/icons/sun'

import { Menu } from '~/components/ui/Menu'
import { m } from '~/i18n/gen/messages'
import { locales, setLocale, useLocale } from '~/i18n/locale'

import type { Theme } from '../preferences'
import { setTheme, themes, useTheme } from '../preferences'

const themeIcons = { system: SystemIcon, light: LightIcon, dark: DarkIcon }
const themeWords: Record<Theme, () => string> = {
  system: m.app_theme_system,
  light: m.app_theme_light,
  dark: m.app_theme_dark,
}
const languageWords = { en: m.app_language_en, fr: m.app_language_fr }

/** Theme and language. */
export function Preferences() {
  const theme = useTheme()
  const locale = useLocale()
  return (
    <>
      <Menu
        label={m.app_theme({ theme: themeWords[theme]() })}
        icon={themeIcons[theme]}
        items={themes.map((one) => ({
          label: themeWords[one](),
          icon: one === theme ? CheckIcon : themeIcons[one],
          onSelect: () => setTheme(one),
        }))}
      />
      <Menu
        label={m.app_language({ language: languageWords[locale]() })}
        icon={LanguagesIcon}
        items={locales.map((one) => ({
          label: languageWords[one](),
          ...(one === locale && { icon: CheckIcon }),
          onSelect: () => setLocale(one),
        }))}
      />
    </>
  )
}
