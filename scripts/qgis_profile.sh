# Sourced: a QGIS profile of its own in build/, with the plugin switched on, so that nobody's own settings are touched.

# fresh_profile FOLDER LANGUAGE [THEME]: writes the settings of FOLDER's default profile anew; THEME is one of QGIS's,
# such as "Night Mapping".
fresh_profile() {
  local settings="$1/profiles/default/QGIS"
  rm -rf "$1"
  mkdir -p "$settings"
  cat >"$settings/QGIS3.ini" <<INI
[locale]
overrideFlag=true
userLocale=$2

[UI]
UITheme=${3:-default}

[PythonPlugins]
zhanbu_plugin=true

[app]
askToSaveProjectChanges=false

[core]
checkVersion=false

[qgis]
checkVersion=false
showTips=false

[plugins]
automatically-check-for-updates=false
INI
}
